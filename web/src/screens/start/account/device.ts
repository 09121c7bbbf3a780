// What a browser says of itself, in two words: "Edge · Windows". Browsers name those that they descend from, too:
// the most particular is looked for first.
const browsers: [RegExp, string][] = [
  [/MicroMessenger\//, '微信 WeChat'],
  [/QQBrowser\//, 'QQ Browser'],
  [/(360SE|QIHU|360EE)/, '360'],
  [/Edg(A|iOS)?\//, 'Edge'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/(iPhone|iPad)/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

const first = (names: [RegExp, string][], agent: string): string =>
  names.find(([mark]) => mark.test(agent))?.[1] ?? '';

/** "": it says nothing that is known. */
export const deviceOf = (agent: string): string =>
  [first(browsers, agent), first(systems, agent)].filter(Boolean).join(' · ');
