import type { Resource } from '../manifest/resource.ts';
import { rememberedOfLast } from '../text/remembered.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import { isFalse, isTrue, templateAnnotationOf, templateAnnotationsPath } from './annotations.ts';

const EXECUTION_ENVIRONMENT = 'run.googleapis.com/execution-environment';
const CPU_THROTTLING = 'run.googleapis.com/cpu-throttling';

export function executionEnvironmentPath(resource: Resource): YamlPath {
  return [...templateAnnotationsPath(resource), EXECUTION_ENVIRONMENT];
}

/** `gen1` or `gen2`, where the manifest chooses one. */
export const executionEnvironmentOf = rememberedOfLast((resource: Resource): string | undefined => {
  return templateAnnotationOf(resource, EXECUTION_ENVIRONMENT);
});

export function cpuThrottlingPath(resource: Resource): YamlPath {
  return [...templateAnnotationsPath(resource), CPU_THROTTLING];
}

/** True where the manifest says that the CPU is there only while requests are handled. */
export const isCpuThrottled = rememberedOfLast((resource: Resource): boolean => {
  return isTrue(templateAnnotationOf(resource, CPU_THROTTLING));
});

/** True where the manifest says that the CPU is always there. */
export function isCpuAlwaysAllocated(resource: Resource): boolean {
  return isFalse(templateAnnotationOf(resource, CPU_THROTTLING));
}
