import type { Finding } from "../../core/diagnosis/finding.ts";
import type { Line } from "../../core/evidence/evidence.ts";

/** A finding as clients get it, everywhere. */
export function presentFinding(finding: Finding) {
  return {
    code: finding.code,
    severity: finding.severity,
    object: finding.object,
    summary: finding.summary,
    evidence: finding.evidence.map(presentLine),
    explains: finding.explains,
    confidence: finding.confidence,
    ...(finding.fix && { fix: finding.fix }),
  };
}

const presentLine = (line: Line) => ({
  command: line.command,
  line: line.line,
  text: line.text,
  ...(line.stream && { stream: line.stream }),
});
