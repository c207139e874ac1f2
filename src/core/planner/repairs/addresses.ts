import type { Finding } from "../../diagnosis/finding.ts";
import { listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { kubectl, quoted } from "../command-line.ts";
import type { Plan, Repair } from "./repair.ts";
import { similarName } from "./similar-name.ts";
import { spokenKind } from "./spoken-kind.ts";
import { containersOf, nameIn, placeOfRef, specOf, type WorkloadSpec } from "./workload-spec.ts";

/** Addresses of Services in environment variables: a name that no Service has, a port that the Service does not offer. */
export const addressRepairs: readonly Repair[] = [
  { codes: ["name-not-resolved", "service-name-unknown", "dependency-unreachable"], plan: addressPlan },
];

function addressPlan(finding: Finding, view: ClusterView): Plan | null {
  const { namespace } = finding.object;
  const spec = specOf(view, finding.object);
  if (namespace === undefined || spec === null) return null;
  if ("read" in spec) return { reads: [spec.read] };
  const settings = settingsOf(spec).filter(({ address }) => isBlamed(address, finding));
  if (settings.length === 0) return null;
  const isListed = view.listings.some(
    (list) => list.kind === "Service" && !list.narrowed && (list.namespace === null || list.namespace === namespace),
  );
  if (!isListed)
    return {
      reads: [
        { command: kubectl("get services", `-n ${namespace}`), reason: "Shows which Services and ports there are." },
      ],
    };
  const services = view.of("Service").filter(({ ref }) => ref.namespace === namespace);
  for (const setting of settings) {
    const corrected = correct(setting.address, services);
    if (corrected !== null) return setVariable(spec, setting, corrected);
  }
  return null;
}

type Address = { readonly text: string; readonly host: string; readonly port: string };
type Setting = {
  readonly container: string;
  readonly variable: string;
  readonly value: string;
  readonly address: Address;
};

/** Variables whose value is, or holds, `host:port` or a URL. */
function settingsOf(spec: WorkloadSpec): readonly Setting[] {
  return containersOf(spec).flatMap(({ spec: container }) =>
    listAt(container, "env").flatMap((entry) => {
      const value = textAt(entry, "value");
      const address = addressIn(value);
      return address === null ? [] : [{ container: nameIn(container), variable: nameIn(entry), value, address }];
    }),
  );
}

function addressIn(value: string): Address | null {
  const match = /(?:^|\/\/|@)([a-z0-9](?:[a-z0-9.-]{0,200}[a-z0-9])?)(?::(\d{1,5}))?(?=$|[/?,])/i.exec(value);
  if (match === null || /^\d+$/.test(match[1]!)) return null;
  return { text: `${match[1]}${match[2] === undefined ? "" : `:${match[2]}`}`, host: match[1]!, port: match[2] ?? "" };
}

/** The finding says this host, or the port at some address of its own. */
function isBlamed({ host, port }: Address, finding: Finding): boolean {
  const said = `${finding.summary}\n${finding.evidence.map((line) => line.text).join("\n")}`;
  return said.includes(host) || (port !== "" && said.includes(`:${port}`));
}

/** The address as the Services there are would have it; null when it is right, or nothing comes close. */
function correct({ host, port }: Address, services: readonly ObservedObject[]): string | null {
  const [first, ...rest] = host.split(".");
  const names = services.map(({ ref }) => ref.name);
  const name = names.includes(first!) ? first! : similarName(first!, names);
  const service = services.find(({ ref }) => ref.name === name);
  if (name === null || service === undefined) return null;
  const ports = listAt(service.fields, "spec", "ports").map((one) => textAt(one, "port"));
  const right =
    port === "" || ports.length === 0 || ports.includes(port) ? port : ports.length === 1 ? ports[0]! : null;
  if (right === null) return null;
  const corrected = `${[name, ...rest].join(".")}${right === "" ? "" : `:${right}`}`;
  return corrected === `${host}${port === "" ? "" : `:${port}`}` ? null : corrected;
}

function setVariable({ ref }: WorkloadSpec, { container, variable, value, address }: Setting, corrected: string): Plan {
  const setting = `${variable}=${value.replace(address.text, corrected)}`;
  return {
    summary: `${variable} of ${ref.kind} ${ref.name} has to lead to ${corrected} instead of ${address.text}.`,
    commands: [
      {
        command: kubectl(
          "set env",
          `${spokenKind(ref.kind)}/${ref.name}`,
          placeOfRef(ref),
          `-c ${container}`,
          quoted(setting),
        ),
        reason: `Leads to ${corrected}, which a Service offers.`,
      },
    ],
  };
}
