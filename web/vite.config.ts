/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import Components from 'unplugin-vue-components/vite';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import { defineConfig } from 'vite';

const api = process.env.SHIAN_ADDRESS ?? 'http://127.0.0.1:8022';

export default defineConfig({
  plugins: [
    vue(),
    // Only Element Plus: our own components are imported where they are used, so that one can follow them.
    Components({ dirs: [], dts: 'src/components.d.ts', resolvers: [ElementPlusResolver()] }),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // Old office browsers: Chrome 109 is the last one on Windows 7.
  build: { target: ['chrome109', 'firefox115', 'safari15'], chunkSizeWarningLimit: 700 },
  server: { proxy: { '/api': api, '/auth': api } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'jsdom',
          include: ['tests/**/*.test.ts'],
          server: { deps: { inline: [/element-plus/] } }, // it imports its own CSS
        },
      },
      {
        // Stories run in a real browser against a real server, one after another.
        extends: true,
        test: {
          name: 'stories',
          environment: 'node',
          include: ['stories/**/*.story.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 600_000, // the first one makes the store that all copy, minutes on a busy machine
        },
      },
    ],
  },
});
