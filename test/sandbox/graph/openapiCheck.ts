// Checks requests (and our own answers) against the Graph OpenAPI cut when that file is on the machine; each schema is compiled once.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const documentId = 'graph';
const repositoryRoot = resolve(import.meta.dirname, '../../..');

/** Where the cut lies when the shared corpora are beside the repository. */
const corpusFile = resolve(repositoryRoot, '../shared/corpora/04-graph/graph_v1_cut.openapi.json');

interface OpenapiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: object }>> };
}

/** Faults found in one request; empty when it is as documented. */
export interface OpenapiCheck {
  /** `operation` is e.g. `POST /users/{id}/presence/setPresence`. An operation the cut leaves out is not a fault. */
  request(operation: string, query: URLSearchParams, body: unknown): readonly string[];
  /** The same for an answer's body (used to keep the sandbox itself honest). */
  response(operation: string, status: number, body: unknown): readonly string[];
  knows(operation: string): boolean;
}

function pointer(parts: readonly string[]): string {
  return `${documentId}#/${parts.map((part) => encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1'))).join('/')}`;
}

function at(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const key of path) found = (found as Readonly<Record<string, unknown>> | undefined)?.[key];
  return found;
}

class DocumentCheck implements OpenapiCheck {
  readonly #document: OpenapiDocument;
  readonly #ajv: Ajv2020;
  readonly #compiled = new Map<string, ValidateFunction | null>();

  constructor(document: OpenapiDocument) {
    this.#document = document;
    this.#ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
    formats(this.#ajv);
    this.#ajv.addSchema({ ...document, $id: documentId });
  }

  knows(operation: string): boolean {
    const [method = '', path = ''] = operation.split(' ');
    return at(this.#document.paths, [path, method.toLowerCase()]) !== undefined;
  }

  request(operation: string, query: URLSearchParams, body: unknown): readonly string[] {
    const [method = '', path = ''] = operation.split(' ');
    const base = ['paths', path, method.toLowerCase(), 'requestBody'];
    const validate = this.#validator([...base, 'content', 'application/json', 'schema']);
    const faults = [...this.#selectFaults(path, query)];
    if (validate === null) {
      if (body !== undefined && method === 'GET') faults.push('a GET request has no body');
      return faults;
    }
    if (body === undefined)
      return at(this.#document, [...base, 'required']) === true ? [...faults, 'body is missing'] : faults;
    return [...faults, ...this.#run(validate, body)];
  }

  response(operation: string, status: number, body: unknown): readonly string[] {
    const [method = '', path = ''] = operation.split(' ');
    const base = ['paths', path, method.toLowerCase(), 'responses', String(status)];
    const validate = this.#validator([...base, 'content', 'application/json', 'schema']);
    return validate === null ? [] : this.#run(validate, body);
  }

  #run(validate: ValidateFunction, body: unknown): readonly string[] {
    if (validate(body)) return [];
    return (validate.errors ?? []).map((fault) => `${fault.instancePath || 'body'}: ${fault.message ?? fault.keyword}`);
  }

  #validator(path: readonly string[]): ValidateFunction | null {
    const reference = pointer(path);
    const known = this.#compiled.get(reference);
    if (known !== undefined) return known;
    const validate = at(this.#document, path) === undefined ? null : this.#ajv.compile({ $ref: reference });
    this.#compiled.set(reference, validate);
    return validate;
  }

  /** `$select` may name only properties of the user (the only entity we select from). */
  #selectFaults(path: string, query: URLSearchParams): readonly string[] {
    const select = query.get('$select');
    if (select === null || !/^\/(users|me)(\/\{id\})?$/.test(path)) return [];
    const properties = this.#document.components.schemas['microsoft.graph.user']?.properties ?? {};
    return select
      .split(',')
      .filter((name) => !Object.hasOwn(properties, name))
      .map((name) => `$select: no property ${name}`);
  }
}

/** The check, or `null` when the file is absent (a clone without the corpora runs without it). */
export function loadOpenapiCheck(file = corpusFile): OpenapiCheck | null {
  if (!existsSync(file)) return null;
  return new DocumentCheck(JSON.parse(readFileSync(file, 'utf8')) as OpenapiDocument);
}
