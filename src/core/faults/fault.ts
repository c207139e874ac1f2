/**
 * Every fault the service can report. `status` is the HTTP status a surface answers with, `exitCode` the one a
 * command-line entry ends with, `retryable` whether the same request may succeed later.
 * A refused command, a non-zero exit of kubectl or a time-out of kubectl is an outcome, not a fault.
 */
export const faults = {
  "bad-request": { status: 400, exitCode: 2, retryable: false },
  "bad-kubeconfig": { status: 400, exitCode: 2, retryable: false },
  unauthorized: { status: 401, exitCode: 2, retryable: false },
  "not-found": { status: 404, exitCode: 2, retryable: false },
  "method-not-allowed": { status: 405, exitCode: 2, retryable: false },
  conflict: { status: 409, exitCode: 2, retryable: false },
  "body-too-large": { status: 413, exitCode: 2, retryable: false },
  "unsupported-media-type": { status: 415, exitCode: 2, retryable: false },
  "unsafe-command": { status: 422, exitCode: 2, retryable: false },
  "rate-limited": { status: 429, exitCode: 3, retryable: true },
  "bad-configuration": { status: 500, exitCode: 2, retryable: false },
  "bad-snapshot": { status: 500, exitCode: 2, retryable: false },
  "store-failed": { status: 500, exitCode: 1, retryable: true },
  internal: { status: 500, exitCode: 1, retryable: true },
  "model-failed": { status: 502, exitCode: 3, retryable: true },
  "model-not-configured": { status: 503, exitCode: 2, retryable: false },
  "shutting-down": { status: 503, exitCode: 3, retryable: true },
  "model-timeout": { status: 504, exitCode: 3, retryable: true },
} as const satisfies Record<string, { status: number; exitCode: number; retryable: boolean }>;

export type FaultCode = keyof typeof faults;

/**
 * The one error class of the service. `message` is written for the person who asked and is safe to send to a client;
 * whatever must stay inside goes into `cause`.
 */
export class Fault extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "Fault";
    this.code = code;
  }

  get status(): number {
    return faults[this.code].status;
  }
}
