/** Names that an API server sends become parts of paths and of file names; what is no legal name of Kubernetes does not. */

const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** A name of up to 253 characters whose parts between dots are labels (RFC 1123), as most objects have. */
export function isObjectName(name: string): boolean {
  return name.length <= 253 && name.split(".").every((part) => label.test(part));
}

export function isNamespaceName(name: string): boolean {
  return label.test(name);
}

export function isContainerName(name: string): boolean {
  return label.test(name);
}

/** Shorter than the law allows, because a resource and its group make one name of a folder. */
export function isGroupName(name: string): boolean {
  return name.length <= 180 && isObjectName(name);
}

export function isVersionName(name: string): boolean {
  return label.test(name);
}

/** The plural of a resource, without a part behind a slash. */
export function isResourceName(name: string): boolean {
  return label.test(name);
}
