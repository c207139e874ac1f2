type Probe = { [field: string]: unknown };

/** A probe as `describe` prints it: `http-get http://:8080/health delay=0s timeout=1s period=10s #success=1 #failure=3`. */
export function probeOf(text: string): Probe {
  const seconds = (name: string) => Number(new RegExp(`\\b${name}=(\\d+)s`).exec(text)?.[1] ?? Number.NaN);
  const times = (name: string) => Number(new RegExp(`#${name}=(\\d+)`).exec(text)?.[1] ?? Number.NaN);
  const numbers = {
    initialDelaySeconds: seconds("delay"),
    timeoutSeconds: seconds("timeout"),
    periodSeconds: seconds("period"),
    successThreshold: times("success"),
    failureThreshold: times("failure"),
  };
  const printed = Object.entries(numbers).filter(([, value]) => Number.isFinite(value));
  return { ...handlerOf(text), ...Object.fromEntries(printed) };
}

function handlerOf(text: string): Probe {
  const action = text.replace(/ delay=.*$/, "");
  const http = /^http-get (https?):\/\/([^/\s]*?):([\w-]*)(\/\S*)?(?: |$)/.exec(`${action} `);
  if (http !== null) {
    const httpGet = { scheme: http[1]!.toUpperCase(), port: portOf(http[3]!), path: http[4] ?? "/" };
    return { httpGet: http[2] === "" ? httpGet : { ...httpGet, host: http[2] } };
  }
  const tcp = /^tcp-socket (.*):([\w-]+)$/.exec(action.trim());
  if (tcp !== null) return { tcpSocket: { port: portOf(tcp[2]!) } };
  const grpc = /^grpc <pod>:(\d+) ?(\S*)/.exec(action);
  if (grpc !== null) return { grpc: { port: Number(grpc[1]), service: grpc[2] } };
  const exec = /^exec \[(.*)\]$/s.exec(action.trim());
  return exec === null ? {} : { exec: { command: exec[1]!.split(" ") } };
}

const portOf = (text: string) => (/^\d+$/.test(text) ? Number(text) : text);
