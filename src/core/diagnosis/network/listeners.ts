import type { Line } from "../../evidence/evidence.ts";
import { messageIn } from "../../evidence/logs/log-message.ts";
import type { LogReading } from "../logs/logs-of-view.ts";

/** A port on which a program behind a Service says, or a container declares, that it listens; `host` as it is printed. */
export type Listener = {
  readonly port: string;
  readonly protocol: string;
  readonly line: Line | undefined;
  readonly host: string;
};

/** An address at which only programs of the same pod are heard. */
export const isLoopback = (host: string): boolean => /^(?:127\.|localhost$|\[::1\]$)/i.test(host);

const listens =
  /listen|bound|binding|bind |started (?:server|on)|serving|running on|endpoint|ready on|accept(?:s|ing) \w{0,20} ?(?:connections|requests|traffic|clients)|exposing|metrics (?:server|at|on)|started at|available (?:on|at)|^\s{0,20}(?:[➜-]\s{0,8})?(?:Local|Network):/i;
const others =
  /connect(?:ed|ing|ion)? (?:to|from)|upstream|forward|prox(?:y|ied|ying) to|remote|\bfail|error|"(?:GET|POST|PUT|HEAD|PATCH|DELETE|OPTIONS) \//i;
/** `:8080`, `0.0.0.0:8080`, `[::]:8080`, `udp://0.0.0.0:5683`, `"127.0.0.1", port 5432`, `port(s): 8080`; a time of day is none. */
const address =
  /(?:([a-z]{2,5})[46]?:\/\/)?(?:((?:\d{1,3}\.){3}\d{1,3}|\[[\da-f:]{0,45}\]|\*|localhost|(?<=[\s"'=(,]))(?::|["']?,? port[ =:"']{1,3})|\bport(?:\(s\)|s)?[ =:"']{1,3})(\d{2,5})\b/gi;

/** What a log says of the ports that its program opened. */
export const listenersIn = (log: LogReading): readonly Listener[] =>
  log.templates
    .filter((one) => one.level !== "error" && listens.test(one.last.text) && !others.test(one.last.text))
    .flatMap(({ last }) =>
      [...messageIn(last.text).text.slice(0, 600).matchAll(address)].map((match) => ({
        port: match[3]!,
        protocol: /udp|coap/i.test(match[1] ?? "") || /\budp\b/i.test(last.text) ? "UDP" : "TCP",
        line: last,
        host: match[2] ?? "",
      })),
    );
