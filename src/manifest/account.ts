import { rememberedOfLast } from '../text/remembered.ts';
import { type Resource, serviceAccountNameOf } from './resource.ts';
import { parseServiceAccount, type ServiceAccount } from './service-account.ts';

/** What the `serviceAccountName` of a resource names; undefined where none is set. */
export const accountOf = rememberedOfLast((resource: Resource): ServiceAccount | undefined => {
  const text = serviceAccountNameOf(resource);
  return text === undefined ? undefined : parseServiceAccount(text);
});
