// Has Ajv compile each schema once per test file: the product compiles per call, which is nearly all that a validation costs.
import { Ajv, type AnySchema, type ValidateFunction } from 'ajv';

/** What the three dialects of Ajv have in common. */
interface AjvCore {
  readonly opts: { readonly strict?: unknown; readonly allErrors?: unknown; readonly unicodeRegExp?: unknown };
  compile(this: AjvCore, schema: AnySchema): ValidateFunction;
}

/** A schema is the same one when its text, its dialect and the options are; faults are read before the next validation. */
export function compileOnce(): void {
  const core = Object.getPrototypeOf(Ajv.prototype) as AjvCore;
  const compile = core.compile;
  const dialects = new Map<unknown, Map<string, ValidateFunction>>();
  core.compile = function (schema) {
    const known = dialects.get(this.constructor) ?? new Map<string, ValidateFunction>();
    dialects.set(this.constructor, known);
    const { strict, allErrors, unicodeRegExp } = this.opts;
    const key = JSON.stringify([strict, allErrors, unicodeRegExp, schema]);
    const validate = known.get(key) ?? compile.call(this, schema);
    known.set(key, validate);
    return validate;
  };
}
