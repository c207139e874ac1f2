import { expect, test } from "vitest";
import { described } from "./pieces.ts";

test("several objects in one output are kept apart, and a service shows its endpoints", () => {
  const view = described("service");
  expect(view.of("Service").map((service) => service.ref.name)).toEqual(["ext", "lonely", "web"]);
  expect(view.of("Service")[2]!.fields.spec).toMatchObject({
    selector: { app: "web", tier: "front" },
    ports: [
      { name: "http", port: 80, targetPort: "web", nodePort: 30080 },
      { name: "metrics", targetPort: 9090 },
    ],
  });
  expect(view.of("Endpoints").map((endpoints) => [endpoints.ref.name, endpoints.fields.subsets])).toEqual([
    ["lonely", []],
    ["web", [{ addresses: [{ ip: "10.1.0.4" }], ports: [{ name: "http", port: 8080 }] }]],
  ]);
});

test("an ingress shows what kubectl found behind each backend", () => {
  expect(described("ingress").of("Ingress")[0]!.fields.spec).toMatchObject({
    tls: [{ secretName: "shop-tls", hosts: ["shop.example.com", "www.example.com"] }],
    defaultBackend: { service: { name: "fallback" }, resolved: '<error: services "fallback" not found>' },
    rules: [
      {
        host: "shop.example.com",
        http: {
          paths: [
            { path: "/", backend: { resolved: "10.1.0.4:8080" } },
            {
              path: "/api",
              backend: {
                service: { name: "api", port: { name: "http" } },
                resolved: '<error: services "api" not found>',
              },
            },
          ],
        },
      },
      { http: { paths: [{ path: "/x", backend: { service: { name: "lonely" }, resolved: "<none>" } }] } },
    ],
  });
});

test("network policies tell no rules from rules that allow all", () => {
  expect(
    described("networkpolicy")
      .of("NetworkPolicy")
      .map((policy) => policy.fields.spec),
  ).toEqual([
    {
      podSelector: { matchLabels: { app: "web" } },
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        {
          ports: [{ port: 80, protocol: "TCP" }],
          from: [
            { podSelector: { matchLabels: { app: "api" } } },
            { namespaceSelector: { matchLabels: { team: "b" } } },
          ],
        },
        { from: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] } }] },
      ],
      egress: [{ ports: [{ port: 53, protocol: "UDP" }] }],
    },
    { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [], egress: [] },
  ]);
});
