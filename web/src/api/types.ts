// The shapes of the API that the screens read. They are the API's own, made by `npm run types`; docs/api.md says
// what they mean.
export type * from './schema';
