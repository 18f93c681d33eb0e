// What is told of a tenant to those who watch over the service.
/** What /readyz tells of a tenant. */
export interface TenantHealth {
  readonly link: 'connecting' | 'up' | 'down';
  readonly people: number;
  /** Milliseconds since the epoch. */
  readonly directoryAt: number;
  readonly consentLost: boolean;
  /** How many people's phones follow Teams; absent while that is off. */
  readonly following?: string;
}
