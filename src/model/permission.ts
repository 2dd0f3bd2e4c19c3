/** A verb on objects in the lane's namespace, or on a path of the server itself. */
export type Permission =
  | { readonly verb: string; readonly resource: "configmaps" }
  | { readonly verb: "get"; readonly path: string };
