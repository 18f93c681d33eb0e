// Room entry: the fictional tenant.
export {
  captureTenant,
  guidOf,
  makeTenant,
  sandboxExtensionPattern,
  type SandboxRegistration,
  type SandboxTenant,
  type SandboxUser,
  type TenantOptions,
} from './makeTenant.ts';
