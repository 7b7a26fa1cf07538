import type { Rule } from '../src/lint/rule.ts';
import annotationCurrent from './annotation-current.ts';
import annotationJsonValid from './annotation-json-valid.ts';
import annotationKnown from './annotation-known.ts';
import annotationLevelEffective from './annotation-level-effective.ts';
import annotationLevelSupported from './annotation-level-supported.ts';
import binaryAuthorizationEnforced from './binary-authorization-enforced.ts';
import bucketVolumeComplete from './bucket-volume-complete.ts';
import buildServiceAccountFullName from './build-service-account-full-name.ts';
import containerDependenciesValid from './container-dependencies-valid.ts';
import containerDependencyProbed from './container-dependency-probed.ts';
import containerNamePresent from './container-name-present.ts';
import containerNameUnique from './container-name-unique.ts';
import containerPortSingle from './container-port-single.ts';
import cpuSupported from './cpu-supported.ts';
import encryptionKeyNamed from './encryption-key-named.ts';
import encryptionShutdownHoursEffective from './encryption-shutdown-hours-effective.ts';
import environmentNameUnique from './environment-name-unique.ts';
import environmentNameUnreserved from './environment-name-unreserved.ts';
import environmentSourceSingle from './environment-source-single.ts';
import environmentValueNotSecret from './environment-value-not-secret.ts';
import executionTokenAbsent from './execution-token-absent.ts';
import exportMetadataAbsent from './export-metadata-absent.ts';
import fieldEffective from './field-effective.ts';
import fractionalCpuAllowed from './fractional-cpu-allowed.ts';
import gpuComplete from './gpu-complete.ts';
import gpuSupported from './gpu-supported.ts';
import imageDigestPinned from './image-digest-pinned.ts';
import imageRendered from './image-rendered.ts';
import imageTagFixed from './image-tag-fixed.ts';
import ingressRestricted from './ingress-restricted.ts';
import invokerCheckEnabled from './invoker-check-enabled.ts';
import labelValid from './label-valid.ts';
import livenessProbeSupported from './liveness-probe-supported.ts';
import manualInstanceCountPositive from './manual-instance-count-positive.ts';
import manualScalingComplete from './manual-scaling-complete.ts';
import manualScalingModeSet from './manual-scaling-mode-set.ts';
import memoryInRange from './memory-in-range.ts';
import memoryVolumeFits from './memory-volume-fits.ts';
import mountPathUnique from './mount-path-unique.ts';
import mountPathUnreserved from './mount-path-unreserved.ts';
import networkVolumeSupported from './network-volume-supported.ts';
import nfsVolumeComplete from './nfs-volume-complete.ts';
import nfsVolumeConnected from './nfs-volume-connected.ts';
import parallelismWithinTasks from './parallelism-within-tasks.ts';
import personalEmailAbsent from './personal-email-absent.ts';
import probeActionSingle from './probe-action-single.ts';
import probeTimeoutWithinPeriod from './probe-timeout-within-period.ts';
import quantityValid from './quantity-valid.ts';
import readinessProbeUndelayed from './readiness-probe-undelayed.ts';
import regionConsistent from './region-consistent.ts';
import revisionNamePrefixed from './revision-name-prefixed.ts';
import revisionNameUnpinned from './revision-name-unpinned.ts';
import scaleBoundsOrdered from './scale-bounds-ordered.ts';
import secretAliasDefined from './secret-alias-defined.ts';
import secretMountWhole from './secret-mount-whole.ts';
import secretPathInside from './secret-path-inside.ts';
import secretPathUnique from './secret-path-unique.ts';
import secretVariableUnique from './secret-variable-unique.ts';
import secretVersionPinned from './secret-version-pinned.ts';
import serviceAccountAllowed from './service-account-allowed.ts';
import serviceAccountDedicated from './service-account-dedicated.ts';
import serviceAccountEmailValid from './service-account-email-valid.ts';
import serviceAccountFullEmail from './service-account-full-email.ts';
import serviceAccountInField from './service-account-in-field.ts';
import serviceAccountKeyAbsent from './service-account-key-absent.ts';
import serviceAccountNotDefault from './service-account-not-default.ts';
import serviceAccountNotServiceAgent from './service-account-not-service-agent.ts';
import serviceAccountOfEnvironment from './service-account-of-environment.ts';
import serviceAccountRendered from './service-account-rendered.ts';
import serviceAccountRequired from './service-account-required.ts';
import serviceAccountSameProject from './service-account-same-project.ts';
import serviceNotManagedElsewhere from './service-not-managed-elsewhere.ts';
import startupProbeWithinLimit from './startup-probe-within-limit.ts';
import taskTimeoutWithinDay from './task-timeout-within-day.ts';
import trafficReachesLatest from './traffic-reaches-latest.ts';
import trafficStated from './traffic-stated.ts';
import trafficSumComplete from './traffic-sum-complete.ts';
import trafficTagShortEnough from './traffic-tag-short-enough.ts';
import trafficTagUnique from './traffic-tag-unique.ts';
import trafficTargetSingle from './traffic-target-single.ts';
import volumeMountDeclared from './volume-mount-declared.ts';
import volumeMounted from './volume-mounted.ts';
import volumeNameUnique from './volume-name-unique.ts';
import volumeNameUnreserved from './volume-name-unreserved.ts';
import volumeSourceSingle from './volume-source-single.ts';
import vpcAccessSingle from './vpc-access-single.ts';
import vpcEgressEffective from './vpc-egress-effective.ts';

/** The catalogue: every rule, in the order of their names. Generated from this folder by `npm run generate`. */
export const RULES: readonly Rule[] = [
  annotationCurrent,
  annotationJsonValid,
  annotationKnown,
  annotationLevelEffective,
  annotationLevelSupported,
  binaryAuthorizationEnforced,
  bucketVolumeComplete,
  buildServiceAccountFullName,
  containerDependenciesValid,
  containerDependencyProbed,
  containerNamePresent,
  containerNameUnique,
  containerPortSingle,
  cpuSupported,
  encryptionKeyNamed,
  encryptionShutdownHoursEffective,
  environmentNameUnique,
  environmentNameUnreserved,
  environmentSourceSingle,
  environmentValueNotSecret,
  executionTokenAbsent,
  exportMetadataAbsent,
  fieldEffective,
  fractionalCpuAllowed,
  gpuComplete,
  gpuSupported,
  imageDigestPinned,
  imageRendered,
  imageTagFixed,
  ingressRestricted,
  invokerCheckEnabled,
  labelValid,
  livenessProbeSupported,
  manualInstanceCountPositive,
  manualScalingComplete,
  manualScalingModeSet,
  memoryInRange,
  memoryVolumeFits,
  mountPathUnique,
  mountPathUnreserved,
  networkVolumeSupported,
  nfsVolumeComplete,
  nfsVolumeConnected,
  parallelismWithinTasks,
  personalEmailAbsent,
  probeActionSingle,
  probeTimeoutWithinPeriod,
  quantityValid,
  readinessProbeUndelayed,
  regionConsistent,
  revisionNamePrefixed,
  revisionNameUnpinned,
  scaleBoundsOrdered,
  secretAliasDefined,
  secretMountWhole,
  secretPathInside,
  secretPathUnique,
  secretVariableUnique,
  secretVersionPinned,
  serviceAccountAllowed,
  serviceAccountDedicated,
  serviceAccountEmailValid,
  serviceAccountFullEmail,
  serviceAccountInField,
  serviceAccountKeyAbsent,
  serviceAccountNotDefault,
  serviceAccountNotServiceAgent,
  serviceAccountOfEnvironment,
  serviceAccountRendered,
  serviceAccountRequired,
  serviceAccountSameProject,
  serviceNotManagedElsewhere,
  startupProbeWithinLimit,
  taskTimeoutWithinDay,
  trafficReachesLatest,
  trafficStated,
  trafficSumComplete,
  trafficTagShortEnough,
  trafficTagUnique,
  trafficTargetSingle,
  volumeMountDeclared,
  volumeMounted,
  volumeNameUnique,
  volumeNameUnreserved,
  volumeSourceSingle,
  vpcAccessSingle,
  vpcEgressEffective,
];
