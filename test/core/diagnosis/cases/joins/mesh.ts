import type { Case } from "../../case.ts";
import { rows } from "./printed.ts";

/** What a mesh admits. */
export const mesh: readonly Case[] = [
  {
    name: "a caller without sidecar before a strict mesh",
    outputs: [
      ["get peerauthentication -A", rows("NAMESPACE   NAME      MODE     AGE", "pay         default   STRICT   9d")],
      [
        "get ns -L istio-injection",
        rows("NAME     STATUS   AGE   ISTIO-INJECTION", "old      Active   9d    ", "pay      Active   9d    enabled"),
      ],
      ["logs erp-0 -n old", "10:01:02 ERROR call to http://ledger.pay.svc:8080/charge failed: read ECONNRESET\n"],
    ],
    roots: ["mesh-requires-mutual-tls"],
    symptoms: ["connection-broken"],
    says: /PeerAuthentication pay\/default is STRICT.* namespace old has no sidecar injection/,
  },
  {
    name: "a caller without sidecar whose log has module, function and line before each message",
    outputs: [
      [
        "get peerauthentication -A -o yaml",
        "apiVersion: v1\nitems:\n- apiVersion: security.istio.io/v1\n  kind: PeerAuthentication\n  metadata:\n    name: strict\n    namespace: pay\n  spec:\n    mtls:\n      mode: STRICT\nkind: List\n",
      ],
      [
        "get ns -L istio-injection",
        rows("NAME     STATUS   AGE   ISTIO-INJECTION", "old      Active   9d    ", "pay      Active   9d    enabled"),
      ],
      [
        "logs erp-0 -n old",
        rows(
          "2026-03-04 02:11:08 | INFO     | erp.books:pull:41 - GET http://ledger.pay.svc.cluster.local:8080/charges",
          "2026-03-04 02:11:08 | WARNING  | erp.books:pull:55 - attempt 1 failed: ConnectionResetError(104, 'Connection reset by peer')",
          "2026-03-04 02:11:09 | ERROR    | erp.main:run:20 - giving up",
        ),
      ],
    ],
    roots: ["mesh-requires-mutual-tls"],
    symptoms: ["connection-broken"],
    says: /PeerAuthentication pay\/strict is STRICT.* namespace old has no sidecar injection/,
  },
  ...(["false", "true"] as const).map(
    (inject): Case => ({
      name: `${inject === "false" ? "a caller that refuses the sidecar" : "near miss: a caller with a sidecar"}, whose log names the host in another line`,
      outputs: [
        ["get peerauthentication -A", rows("NAMESPACE   NAME      MODE     AGE", "pay         default   STRICT   9d")],
        [
          "get pods -n pay",
          rows("NAME       READY   STATUS    RESTARTS   AGE", "ledger-0   2/2     Running   0          9d"),
        ],
        [
          "get pod export-0 -n desk -o yaml",
          `apiVersion: v1\nkind: Pod\nmetadata:\n  name: export-0\n  namespace: desk\n  annotations:\n    sidecar.istio.io/inject: "${inject}"\nspec:\n  containers:\n  - name: export\n    image: registry.example.com/export:3\n${inject === "true" ? "  - name: istio-proxy\n    image: registry.example.com/proxyv2:1.26\n" : ""}status:\n  phase: Running\n`,
        ],
        [
          "logs export-0 -n desk -c export",
          "DEBUG new HTTP connection (1): ledger.pay:8080\nERROR Connection aborted: Connection reset by peer\n",
        ],
      ],
      roots: [inject === "false" ? "mesh-requires-mutual-tls" : "connection-broken"],
      ...(inject === "false" ? { symptoms: ["connection-broken"], says: /its pods refuse the sidecar/ } : {}),
    }),
  ),
  ...(["1/1", "2/2"] as const).map(
    (ready): Case => ({
      name: `${ready === "1/1" ? "mutual TLS" : "near miss: mutual TLS that fails for another reason"} to pods with${ready === "1/1" ? "out" : ""} a sidecar`,
      outputs: [
        [
          "get pods -n insure",
          `NAME                        READY   STATUS    RESTARTS   AGE\nquotes-6d9b8c7f54-hx5vq     2/2     Running   0          5d\ntariffs-7c8f9b6d55-k2qwm    ${ready}     Running   0          33d\n`,
        ],
        [
          "get destinationrule tariffs -n insure -o yaml",
          "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata:\n  name: tariffs\n  namespace: insure\nspec:\n  host: tariffs.insure.svc.cluster.local\n  trafficPolicy:\n    tls:\n      mode: ISTIO_MUTUAL\n",
        ],
        [
          "logs quotes-6d9b8c7f54-hx5vq -c istio-proxy -n insure",
          '[2026-09-03T11:04:26.583Z] "POST /v1/quote HTTP/1.1" 503 UF,URX upstream_reset_before_response_started{remote_connection_failure|TLS_error:|268435703:SSL_routines:OPENSSL_internal:WRONG_VERSION_NUMBER:TLS_error_end} - "TLS_error" 84 152 12 - "-" "java/21" "1f" "tariffs.insure:8080" "10.8.2.9:8080" outbound|8080||tariffs.insure.svc.cluster.local - 10.96.1.7:8080 10.8.2.14:47994 - default\n',
        ],
      ],
      roots: [ready === "1/1" ? "mesh-tls-conflict" : "tls-mismatch"],
      ...(ready === "1/1"
        ? { symptoms: ["tls-mismatch"], says: /speaks plaintext: its pods have one container, so no sidecar/ }
        : {}),
    }),
  ),
  {
    name: "a service account that an authorization policy does not admit",
    outputs: [
      [
        "logs ledger-6fb76d8d9d-qlx5s -n pay -c istio-proxy",
        'debug envoy rbac checking request: ssl: uriSanPeerCertificate: spiffe://cluster.local/ns/shop/sa/till, path /charge\n[2026-01-05T10:00:01Z] "POST /charge HTTP/1.1" 403 - rbac_access_denied_matched_policy[none] - "-" 0 19 0\n',
      ],
      [
        "get authorizationpolicy -n pay -o yaml",
        "apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: callers\n  namespace: pay\nspec:\n  action: ALLOW\n  rules:\n  - from:\n    - source:\n        principals:\n        - cluster.local/ns/shop/sa/web\n",
      ],
    ],
    roots: ["mesh-access-denied"],
    says: /AuthorizationPolicy pay\/callers does not admit service account shop\/till to ledger \(it admits service account shop\/web\)/,
  },
  {
    name: "sessions that another replica holds",
    outputs: [
      ["logs chat-6fb76d8d9d-qlx5s -n live", 'WARN engine error message="Session ID unknown" sid=a7\n'],
      [
        "get svc chat -n live -o yaml",
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: chat\n  namespace: live\nspec:\n  ports:\n  - port: 80\n  selector:\n    app: chat\n  sessionAffinity: None\n  type: ClusterIP\n",
      ],
      [
        "get deploy chat -n live",
        rows("NAME   READY   UP-TO-DATE   AVAILABLE   AGE", "chat   3/3     3            3           9d"),
      ],
    ],
    roots: ["session-affinity-missing"],
    says: /no session affinity .* over 3 replicas/,
  },
];
