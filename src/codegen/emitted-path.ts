// Which paths may be written below the output folder.

/** Is this a posix path that stays below the folder it is relative to, whatever the operating system? */
export function isInside(path: string): boolean {
  return (
    !/[\\:\0]/.test(path) && path.split("/").every((segment) => segment !== "" && segment !== "." && segment !== "..")
  );
}
