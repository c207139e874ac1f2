import { expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

/** What people tell of a certificate or of work that piles up is not answered by pods that run. */

const askedOf = (question: string, outputs: readonly Output[]) => replyTo(pasted(question, outputs)).conclusion;

const certManager: Output = [
  "kubectl get pods -n cert-manager",
  `NAME                            READY   STATUS    RESTARTS   AGE
cert-manager-6d8f7c9b64-k7xwp   1/1     Running   0          40d
`,
];
const certificate = (ready: string): Output => [
  "kubectl get certificate,challenge -n blog",
  ready === "True"
    ? `NAME                                   READY   SECRET     AGE
certificate.cert-manager.io/blog-tls   True    blog-tls   400d
`
    : `NAME                                   READY   SECRET     AGE
certificate.cert-manager.io/blog-tls   False   blog-tls   400d

NAME                                                      STATE     DOMAIN             AGE
challenge.acme.cert-manager.io/blog-tls-4-1190331-77120   pending   blog.example.com   46h
`,
];

const ofCertificate = [
  "The certificate of blog.example.com has expired. Why did cert-manager not renew it?",
  "Browsers warn of an expired certificate. Is cert-manager down?",
  "cert-manager should have renewed our TLS cert, what is wrong with it?",
  "Is cert-manager working? Our certificate ran out yesterday.",
  "The TLS certificate of the blog is out of date. The pods of cert-manager run. Is anything wrong?",
  "Visitors get NET::ERR_CERT_DATE_INVALID. Does cert-manager work?",
];

test.each(ofCertificate)("%s: a challenge that hangs is the answer, not the pods of cert-manager", (question) => {
  const { verdict, summary } = askedOf(question, [certificate("False"), certManager]);
  expect(verdict).not.toBe("healthy");
  expect(summary).toMatch(/Certificate blog\/blog-tls/);
});

test.each(ofCertificate)("%s: pods alone do not answer it", (question) => {
  expect(askedOf(question, [certManager]).verdict).not.toBe("healthy");
});

test("a certificate that is ready beside pods that run is well", () => {
  const { verdict } = askedOf("Is cert-manager healthy? Somebody says the certificate of the blog is invalid.", [
    certificate("True"),
    certManager,
  ]);
  expect(verdict).toBe("healthy");
});

const scaler = (now: string): Output => [
  "kubectl get hpa,deploy,pods -n parcels",
  `NAME                                              REFERENCE           TARGETS        MINPODS   MAXPODS   REPLICAS   AGE
horizontalpodautoscaler.autoscaling/keda-hpa-printer   Deployment/printer   ${now} (avg)   1         20        1          201d

NAME                      READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/printer   1/1     1            1           201d

NAME                           READY   STATUS    RESTARTS   AGE
pod/printer-6d8f7c9b64-k7xwp   1/1     Running   0          6d
`,
];
const queue = (count: number): Output => [
  "kubectl exec -n parcels rabbitmq-0 -- rabbitmqctl list_queues name messages consumers",
  `Listing queues for vhost / ...
name	messages	consumers
labels	${count}	1
`,
];

test.each([
  "Labels pile up in the queue, but the printer stays at one pod. Why does the autoscaler not scale it?",
  "The printer does not keep up, yet its HPA stays at 1 replica. Why?",
  "Is printer ok? Its backlog is growing all day.",
  "The lag of printer keeps rising. What is wrong with its autoscaler?",
  "Thousands of labels are waiting and the printer does not scale out. Why?",
  "The printer has 40000 unprocessed labels and one replica, is its HPA broken?",
  "The printer does not scale up under load, why?",
  "Customers wait hours for their labels. The printer looks healthy, what is wrong?",
])("%s: an autoscaler that sees no load is no all-clear", (question) => {
  expect(askedOf(question, [scaler("0/100")]).verdict).not.toBe("healthy");
  expect(askedOf(question, [scaler("0/100"), queue(8120)]).verdict).not.toBe("healthy");
});

test("an autoscaler that rests beside a queue that is shown to be empty is well", () => {
  const question = "Does work pile up, or is it fine that the autoscaler of printer stays at its minimum?";
  expect(askedOf(question, [scaler("0/100"), queue(0)]).verdict).toBe("healthy");
  expect(askedOf(question, [scaler("0/100"), queue(3)]).verdict).toBe("healthy");
  expect(askedOf("Is it fine that the autoscaler of printer stays at its minimum?", [scaler("0/100")]).verdict).toBe(
    "healthy",
  );
});
