// Names and versions that npm takes.

/** Is this the name of a package, scoped or not, as npm takes new ones? */
export function isPackageName(name: string): boolean {
  return (
    name.length <= 214 &&
    /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/.test(name) &&
    !/^(?:node_modules|favicon\.ico)$/.test(name)
  );
}

/** Is this a version as semver 2 has it? */
export function isVersion(version: string): boolean {
  return /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/.test(version);
}
