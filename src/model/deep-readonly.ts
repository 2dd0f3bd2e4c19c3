/** A type whose fields, lists and pairs cannot be changed, at any depth; for values that a schema describes. */
export type DeepReadonly<Value> = { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> };
