import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { logsOfView } from "../logs/logs-of-view.ts";
import { saidIn } from "../logs/said-in-line.ts";
import { at, listAt, textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";

export type MigrationJob = {
  readonly note: string;
  readonly related: readonly ObjectRef[];
  readonly evidence: readonly (Line | undefined)[];
};

/** The Job that should have run the migrations that a program waits for, where it failed, with the last error of its log. */
export const failedMigration = (view: ClusterView, namespace: string | undefined): MigrationJob | undefined => {
  const job = view
    .of("Job")
    .find(
      ({ ref, printed, fields }) =>
        ref.namespace === namespace &&
        /migrat|schema|flyway|liquibase|alembic/i.test(ref.name) &&
        (printed.get("STATUS")?.value === "Failed" ||
          listAt(fields, "status", "conditions").some(
            (one) => textAt(one, "type") === "Failed" && String(at(one, "status")) === "True",
          )),
    );
  if (job === undefined) return undefined;
  const log = logsOfView(view).find(
    ({ object }) =>
      object.namespace === namespace && (object.name === job.ref.name || object.name.startsWith(`${job.ref.name}-`)),
  );
  const error = log?.tail.findLast(({ text }) => /error|exception|fail|timeout|denied|refused/i.test(text));
  return {
    note: `; ${nameOf(job.ref)}, which should have run them, has failed${error ? ` ("${saidIn(error.text).slice(0, 120)}")` : ""}`,
    related: [job.ref],
    evidence: [job.printed.get("STATUS")?.line ?? job.cite("status", "conditions", "Failed"), error],
  };
};
