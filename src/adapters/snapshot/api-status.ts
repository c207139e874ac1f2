/** What an API server answers instead of an object: a Status of meta/v1. Thrown by whatever refuses, turned into the reply in one place. */
export class ApiStatus extends Error {
  readonly code: number;
  readonly reason: string;
  readonly details: object | undefined;

  constructor(code: number, reason: string, message: string, details?: object) {
    super(message);
    this.name = "ApiStatus";
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  get body(): object {
    const { code, reason, message, details } = this;
    return {
      kind: "Status",
      apiVersion: "v1",
      metadata: {},
      status: "Failure",
      message,
      ...(reason === "" ? {} : { reason }),
      ...(details === undefined ? {} : { details }),
      code,
    };
  }
}

type Named = { readonly group: string; readonly plural: string };

/** `pods`, `deployments.apps`: how an API server names a resource in its messages. */
export const qualified = ({ group, plural }: Named): string => (group === "" ? plural : `${plural}.${group}`);

const detailsOf = ({ group, plural }: Named, name: string) => ({
  ...(name === "" ? {} : { name }),
  ...(group === "" ? {} : { group }),
  kind: plural,
});

export const notFound = (resource: Named, name: string): ApiStatus =>
  new ApiStatus(404, "NotFound", `${qualified(resource)} "${name}" not found`, detailsOf(resource, name));

/** The answer to a path that the server does not serve. */
export const pathNotFound = (): ApiStatus =>
  new ApiStatus(404, "NotFound", "the server could not find the requested resource", {});

export const badRequest = (message: string): ApiStatus => new ApiStatus(400, "BadRequest", message);

export const unauthorized = (): ApiStatus => new ApiStatus(401, "Unauthorized", "Unauthorized");

export const notAllowed = (resource: Named): ApiStatus =>
  new ApiStatus(
    405,
    "MethodNotAllowed",
    "the server does not allow this method on the requested resource",
    detailsOf(resource, ""),
  );

export const notAcceptable = (): ApiStatus =>
  new ApiStatus(
    406,
    "NotAcceptable",
    "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml",
    {},
  );

export const expired = (): ApiStatus =>
  new ApiStatus(
    410,
    "Expired",
    "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.",
  );

/** Why nothing can be changed, with the moment of recording. */
export function recordingReason(recordedAt: number): string {
  const when = new Date(recordedAt).toISOString().replace(/\.\d{3}Z$/, "Z");
  return `this cluster is a recording made at ${when} and cannot be changed`;
}

/** The answer to everything that would change the cluster. */
export function recordingIsReadOnly(
  change: string,
  target: Named & { readonly name: string },
  recordedAt: number,
): ApiStatus {
  const what = target.name === "" ? qualified(target) : `${qualified(target)} "${target.name}"`;
  const message = `${what} is forbidden: cannot ${change}: ${recordingReason(recordedAt)}`;
  return new ApiStatus(403, "Forbidden", message, detailsOf(target, target.name));
}
