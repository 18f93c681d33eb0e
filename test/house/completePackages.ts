// Decides which optional platform packages a lockfile lacks and what their entries say.

/** What this check reads of one entry of package-lock.json. */
export interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The `packages` of package-lock.json: folder -> entry. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>;

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 's390x', 'riscv64', 'x64'];
const exactVersion = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** Names of platform packages that some package asks for by exact version and the lockfile does not have. */
export function missingPackages(packages: LockedPackages): readonly string[] {
  return Object.keys(missingEntries(packages));
}

/** The lockfile's packages with the missing ones, in npm's order. */
export function completePackages(packages: LockedPackages): LockedPackages {
  const all = { ...packages, ...missingEntries(packages) };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => a.localeCompare(b, 'en')));
}

function missingEntries(packages: LockedPackages): LockedPackages {
  const wanted = Object.entries(packages).flatMap(([folder, owner]) =>
    Object.entries(owner.optionalDependencies ?? {})
      .filter(([name, range]) => exactVersion.test(range) && platformOf(name) !== undefined)
      .filter(([name]) => !(`${folder}/node_modules/${name}` in packages) && !(`node_modules/${name}` in packages))
      .map(([name, version]) => [`node_modules/${name}`, entryFor(name, version, owner)] as const),
  );
  return Object.fromEntries(wanted);
}

/** No integrity: this registry has no such file to take it from; npm records it where it can fetch one. */
function entryFor(name: string, version: string, owner: LockedPackage): LockedPackage {
  return {
    version,
    ...(owner.dev === true ? { dev: true } : {}),
    optional: true,
    ...platformOf(name),
  };
}

/** System, processor and C library as `@scope/binding-linux-x64-musl` says them; undefined when it says none. */
function platformOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> | undefined {
  const words = name.split(/[/-]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (os.length === 0 || cpu.length === 0) return undefined;
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : undefined;
  return { cpu, os, ...(libc === undefined ? {} : { libc }) };
}
