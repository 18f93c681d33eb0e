// Room entry: the fictional tenant.
export {
  captureTenant,
  guidOf,
  makeTenant,
  sandboxExtensionPattern,
  type SandboxTenant,
  type SandboxUser,
  type TenantOptions,
} from './makeTenant.ts';
