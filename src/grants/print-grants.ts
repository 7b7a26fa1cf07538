import type { Paint } from '../reporters/terminal-text.ts';
import { gcloudScript } from './gcloud-script.ts';
import type { GrantList, GrantOptions } from './grant.ts';
import type { GrantFormat } from './grant-format.ts';
import { grantsJson } from './grants-json.ts';
import { grantsText } from './grants-text.ts';
import { terraform } from './terraform.ts';

export function printGrants(format: GrantFormat, list: GrantList, options: GrantOptions, paint: Paint): string {
  switch (format) {
    case 'text':
      return grantsText(list, options, paint);
    case 'gcloud':
      return gcloudScript(list, options);
    case 'terraform':
      return terraform(list, options);
    case 'json':
      return grantsJson(list, options);
  }
}
