import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { logsOfView } from "../logs/logs-of-view.ts";
import { at, textAt } from "../objects/fields.ts";
import { keyOf } from "../objects/name-object.ts";
import { workloadOf } from "../objects/relations.ts";
import { settingsOf } from "../objects/settings.ts";
import { loneSettings } from "../objects/settings-listed.ts";
import { podSpecsOf, specContainersOf } from "../workloads/pod-specs.ts";
import { isPlain, type SourceRole, shortOf } from "./scaler-sources.ts";

/** A group, queue or topic that a workload is set to read from, or says that it reads from. */
export type Consumed = {
  readonly key: string;
  readonly value: string;
  readonly line: Line;
  /** `environment variable KAFKA_GROUP_ID of Pod worker-1`, `the log of Pod worker-1`. */
  readonly place: string;
  /** A line of a log may as well speak of what is written to, or of another one. */
  readonly isSaid: boolean;
};

/** Every name of a kind of source that the evidence shows a workload to read from; what it only writes to is left out. */
export const consumedBy = (view: ClusterView, workload: ObjectRef, role: SourceRole): readonly Consumed[] =>
  everythingNamed(view, workload)
    .filter(({ key }) => role.setting.test(key) && !ofOthers.test(key))
    .flatMap((one) => one.value.split(/[,\s]+/).map((value) => ({ ...one, value: value.trim() })))
    .filter(({ value }) => isPlain(value))
    .map((one) => ({ ...one, value: shortOf(one.value) }));

const ofOthers =
  /dlq|dlt|dead|retry|error|fail|repl(?:y|ies)|response|result|audit|out(?:put|bound|going)?(?=[_.-])|produc|publish|send|emit|sink|target|notif/i;

const everythingNamed = (view: ClusterView, workload: ObjectRef): readonly Consumed[] => [
  ...ofSettings(view, workload),
  ...ofArguments(view, workload),
  ...ofLogs(view, workload),
];

const isOfWorkload = (view: ClusterView, ref: ObjectRef, workload: ObjectRef): boolean =>
  keyOf(workloadOf(view, ref)) === keyOf(workload);

const ofSettings = (view: ClusterView, workload: ObjectRef): readonly Consumed[] => [
  ...settingsOf(view, workload)
    .filter(({ isOwn, owner }) => isOwn && (owner.kind === "ConfigMap" || isOfWorkload(view, owner, workload)))
    .flatMap(({ key, value, line, owner }) =>
      owner.kind === "ConfigMap" && value.includes("\n")
        ? propertiesIn(value).map((one) => ({
            ...one,
            line,
            place: `${one.key} in ConfigMap ${owner.name}`,
            isSaid: false,
          }))
        : {
            key,
            value,
            line,
            place: `${owner.kind === "ConfigMap" ? key : `environment variable ${key}`} of ${owner.kind} ${owner.name}`,
            isSaid: false,
          },
    ),
  ...loneSettings(view)
    .filter(({ ref }) => isOfWorkload(view, ref, workload))
    .map(({ key, value, line, ref }) => ({
      key,
      value,
      line,
      place: `environment variable ${key} of ${ref.kind} ${ref.name}`,
      isSaid: false,
    })),
];

const property = /^\s*["']?([A-Za-z][\w.-]{1,120}?)["']?\s*[:=]\s*["']?([A-Za-z0-9][\w.:/-]{1,200})["']?,?\s*$/;

const propertiesIn = (text: string) =>
  text
    .slice(0, 20_000)
    .split("\n")
    .flatMap((line) => {
      const [, key = "", value = ""] = property.exec(line.slice(0, 400)) ?? [];
      return key === "" ? [] : [{ key, value }];
    });

const option = /(?:^|\s)--?([A-Za-z][\w.-]{0,60})[= ]["']?([A-Za-z0-9][\w.:/-]{1,200})/g;

const ofArguments = (view: ClusterView, workload: ObjectRef): readonly Consumed[] =>
  podSpecsOf(view, workload).flatMap((pod) =>
    specContainersOf(pod).flatMap((container) =>
      ["command", "args"].flatMap((field) => {
        const words = at(container.spec, field);
        const text = Array.isArray(words) ? words.join(" ") : textAt(container.spec, field);
        return [...text.slice(0, 4000).matchAll(option)].map(([, key = "", value = ""]) => ({
          key: key === "Q" ? "queue" : key,
          value,
          line: container.cite(field),
          place: `option ${key} of ${pod.object.ref.kind} ${pod.object.ref.name}`,
          isSaid: false,
        }));
      }),
    ),
  );

/** `groupId=billing`, `"queue":"jobs"`, `consumer group: billing`. */
const saidInLog =
  /(?:^|[\s,{[("'])((?:consumer[ _.-]?)?group(?:[ _.-]?(?:id|name))?|queue(?:[ _.-]?name)?|topic|stream|subscription)["']?(?:\s?[:=]\s?|\s)["'`]?([A-Za-z0-9][\w.:/-]{2,200})/gi;

const ofLogs = (view: ClusterView, workload: ObjectRef): readonly Consumed[] =>
  logsOfView(view)
    .filter(({ object, evidence }) => evidence >= 0 && isOfWorkload(view, object, workload))
    .flatMap((log) =>
      log.templates.slice(0, 200).flatMap(({ last }) =>
        [...last.text.slice(0, 1000).matchAll(saidInLog)]
          .filter(([whole, , value = ""]) => /[:=]/.test(whole) || /[._-]/.test(value.slice(0, -1)))
          .map(([, key = "", value = ""]) => ({
            key: key.replaceAll(" ", "_"),
            value: value.replace(/[.:/-]+$/, ""),
            line: last,
            place: `the log of ${log.object.kind} ${log.object.name}`,
            isSaid: true,
          })),
      ),
    );
