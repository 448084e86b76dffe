// The verifier a second time, by another hand in another language: both must always say the same.
// Input: one JSON object a line, {lines: [...], keys: [...], outside: {number: file}}; output: its faults, sorted.
import { createHash, createPublicKey, verify } from "node:crypto";
import { createInterface } from "node:readline";

const START = "0".repeat(64);
const HASHED = ["stream", "seq", "at", "actor", "behalf", "act", "articles", "payload", "previous"];
const ORDER = ["ledger", "checkpoint", "entry", "head", "file", "end"];
const ALGORITHMS = { "SHA-256": "sha256", SM3: "sm3" };

const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const pairs = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${pairs.join(",")}}`;
};
const digest = (algorithm, ...parts) => {
  if (!Object.hasOwn(ALGORITHMS, algorithm)) throw new Error(algorithm);
  const hash = createHash(ALGORITHMS[algorithm]);
  parts.forEach((part) => hash.update(part));
  return hash.digest();
};
const isText = (value) => typeof value === "string";
const hex = (text) => {
  if (!isText(text) || !/^([0-9a-f]{2})*$/i.test(text)) throw new Error("no hex");
  return Buffer.from(text, "hex");
};

const isWhole = Number.isInteger, isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const texts = Object.fromEntries(["stream", "at", "actor", "behalf", "act", "algorithm", "previous", "hash"].map((name) => [name, isText]));
const SHAPES = {
  entry: { ...texts, id: isWhole, seq: isWhole, articles: Array.isArray, payload: isObject },
  head: { stream: isText, seq: isWhole, hash: isText },
  file: { kind: isText, uid: isText, sha256: isText, stored_as: isText, sealed: (value) => typeof value === "boolean" },
  checkpoint: { body: isObject, signature: isText, edge: isText },
  ledger: { format: isWhole, bureau: isText, since: isWhole },
  end: { entry: isWhole, head: isWhole, checkpoint: isWhole, file: isWhole },
};
const shaped = (value) => {
  const shape = Object.hasOwn(SHAPES, value.t) && SHAPES[value.t];
  return shape && Object.keys(value).length === Object.keys(shape).length + 1 && Object.entries(shape).every(([name, fits]) => fits(value[name]));
};

class Tree {
  constructor(algorithm, edge = [], size = 0) {
    Object.assign(this, { algorithm, edge: [...edge], size });
  }
  node(left, right) {
    return digest(this.algorithm, Buffer.from([1]), left, right);
  }
  leaf(stream, seq, hash) {
    return digest(this.algorithm, Buffer.from([0]), `${stream}\n${seq}\n${hash}`);
  }
  add(leaf) {
    this.edge.push(leaf);
    for (let full = ++this.size; full % 2 === 0; full /= 2) {
      const right = this.edge.pop();
      this.edge.push(this.node(this.edge.pop(), right));
    }
  }
  root() {
    if (!this.edge.length) return digest(this.algorithm).toString("hex");
    return this.edge.reduceRight((found, left) => this.node(left, found)).toString("hex");
  }
}

const signedBy = (key, text, signature) => {
  try {
    if (!/^[0-9a-f]{64}$/.test(key) || !/^[0-9a-f]{128}$/.test(signature)) return false;
    const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(key, "hex")]);
    return verify(null, Buffer.from(text), createPublicKey({ key: der, format: "der", type: "spki" }), Buffer.from(signature, "hex"));
  } catch {
    return false;
  }
};

const readCheckpoint = ({ body, signature, edge = "" }) => {
  const wanted = { number: Number.isInteger, entries: Number.isInteger, last: Number.isInteger, root: isText, previous: isText, key: isText, public: isText };
  if (body.kind !== "banshi-checkpoint/1" || !Object.entries(wanted).every(([name, fits]) => fits(body[name]))) throw new Error("no checkpoint");
  if (body.next === undefined || (body.next !== null && !(isText(body.next.key) && isText(body.next.public)))) throw new Error("no checkpoint");
  if (!Object.hasOwn(ALGORITHMS, body.algorithm) || signature === undefined) throw new Error("no checkpoint");
  const lost = body.abandoned ?? { from: body.number, to: body.number - 1 };
  if (!Number.isInteger(lost.from) || lost.to !== body.number - 1) throw new Error("no checkpoint");
  const text = canonical(body);
  const hash = digest("SHA-256", `${text}\n${signature}`).toString("hex");
  const follower = body.next ?? { key: body.key, public: body.public };
  const nodes = edge.split(/\s+/).filter(Boolean).map(hex);
  if (nodes.map((node) => node.toString("hex")).join(" ") !== edge || !isText(body.bureau)) throw new Error("no checkpoint");
  return { body, signature, text, hash, follower, lost, edge: nodes };
};
const treeOf = ({ body, edge }) => {
  const tree = new Tree(body.algorithm, edge, body.entries);
  const bits = [...BigInt(body.entries).toString(2)].filter((bit) => bit === "1").length;
  return edge.length === bits && tree.root() === body.root ? tree : null;
};

function check({ lines, keys, outside }) {
  const faults = [], chains = new Map(), heads = new Set(), checkpoints = [], digests = new Map();
  const counts = { entry: 0, head: 0, checkpoint: 0, file: 0 };
  const fault = (kind, stream, seq) => faults[faults.push({ kind, stream, seq }) - 1];
  let tree = null, settled = false, pending = [], range = [], before = [], startAt = 0, since = 0, lastId = 0, ended = false, rank = 0, bureau = "";

  const settle = () => {
    settled = true;
    const trusted = new Set(keys);
    checkpoints.forEach((one, at) => {
      const { body } = one, previous = checkpoints[at - 1], after = checkpoints[at + 1];
      const follows = previous
        ? body.previous === previous.hash && one.lost.from === previous.body.number + 1 && body.key === previous.follower.key &&
          body.public === previous.follower.public && body.algorithm === previous.body.algorithm
        : one.lost.from === (since || 1) && (since > 1 || body.previous === START);
      const vouched = after && after.body.previous === one.hash && !body.next && at > 0;
      const signed = vouched || signedBy(body.public, one.text, one.signature);
      if (!(follows && signed && trusted.has(body.public))) fault("forged", "checkpoint", body.number);
      else if (body.next) trusted.add(body.next.public);
      if (!treeOf(one)) fault("altered", "checkpoint", body.number);
      if (body.bureau !== bureau) fault("differs", "checkpoint", body.number);
    });
    tree = new Tree(checkpoints[0]?.body.algorithm ?? "SHA-256");
    pending = [...checkpoints];
    if (since && checkpoints[0]?.body.number === since) {
      tree = treeOf(pending.shift());
    }
    [before, startAt] = tree ? [[...tree.edge], tree.size] : [[], 0];
  };
  const locate = ({ body }) => {
    const leaves = outside[body.number]?.leaves ?? [];
    const grown = new Tree(body.algorithm, before, startAt);
    leaves.forEach((leaf) => grown.add(hex(leaf)));
    if (grown.root() !== body.root || grown.size !== body.entries) return;
    const known = new Set(leaves), found = new Set(range.map(({ leaf }) => leaf));
    range.filter(({ leaf }) => !known.has(leaf)).forEach(({ stream, seq }) => {
      if (!faults.some((one) => one.stream === stream && one.seq === seq)) fault("altered", stream, seq);
    });
    const gone = [...known].filter((leaf) => !found.has(leaf)).length;
    if (gone) fault("missing", `checkpoint ${body.number}`, gone);
  };
  const close = (one) => {
    if (!tree || tree.root() !== one.body.root || tree.size !== one.body.entries) {
      fault("unsealed", "checkpoint", one.body.number);
      locate(one);
      tree = treeOf(one);
    }
    [before, startAt] = tree ? [[...tree.edge], tree.size] : [[], 0];
    range = [];
  };
  const entry = (row) => {
    if (!settled) settle();
    const { stream, seq } = row;
    while (pending.length && row.id > pending[0].body.last) close(pending.shift());
    if (row.id <= lastId) fault("disordered", stream, seq);
    lastId = row.id;
    const computed = digest(row.algorithm, canonical(Object.fromEntries(HASHED.map((name) => [name, row[name]])))).toString("hex");
    const chain = chains.get(stream) ?? (since && seq > 1 ? { seq: seq - 1, hash: row.previous, computed: row.previous } : { seq: 0, hash: START, computed: START });
    if (seq !== chain.seq + 1) fault(seq > chain.seq ? "missing" : "doubled", stream, Math.min(seq, chain.seq + 1));
    else if (row.previous !== chain.hash && !(chain.fault && row.previous === chain.computed)) fault("unchained", stream, seq);
    chains.set(stream, { seq, hash: row.hash, computed, fault: computed === row.hash ? null : fault("altered", stream, seq) });
    if (["document", "upload", "picture", "report_file"].includes(stream.split(":")[0])) {
      digests.delete(stream);
      if (isText(row.payload.sha256)) digests.set(stream, row.payload.sha256);
    }
    if (tree && pending.length) {
      const leaf = tree.leaf(stream, seq, row.hash);
      tree.add(leaf);
      range.push({ stream, seq, leaf: leaf.toString("hex") });
    }
  };
  const head = ({ stream, seq, hash }) => {
    const chain = chains.get(stream);
    if (heads.has(stream)) fault("doubled", stream, seq);
    heads.add(stream);
    if (!chain) return since || fault("missing", stream, seq);
    const mended = chain.fault && chain.seq === seq && chain.computed === hash;
    if (!mended && (chain.seq !== seq || chain.hash !== hash)) fault("cut", stream, seq);
  };
  const places = { entry: ["stream", "seq"], head: ["stream", "seq"], file: ["uid", "kind"] };
  lines.forEach((line, at) => {
    try {
      const value = JSON.parse(line), kind = value.t;
      if (!shaped(value)) throw new Error("another shape");
      if (Object.hasOwn(counts, kind)) counts[kind] += 1;
      if (ORDER.indexOf(kind) < rank) fault("disordered", kind, 0);
      rank = ORDER.indexOf(kind);
      if (ended || canonical(value) !== line) places[kind] ? fault("respelled", ...places[kind].map((name) => value[name])) : fault("respelled", kind, 0);
      if (kind === "entry") entry(value);
      else if (kind === "head") head(value);
      else if (kind === "checkpoint") checkpoints.push(readCheckpoint(value));
      else if (kind === "file") {
        const name = `${value.kind}:${value.uid}`;
        if (!since && digests.get(name) !== value.sha256) fault("unwitnessed", value.uid, value.kind);
        if (!since) digests.delete(name);
      }
      else if (kind === "ledger" && value.format === 1) {
        if (bureau) fault("doubled", "ledger", 0);
        [since, bureau] = [value.since, value.bureau];
      }
      else if (kind === "end") {
        ended = true;
        if (Object.keys(counts).some((name) => value[name] !== counts[name])) fault("truncated", "end", 0);
      } else throw new Error(kind);
    } catch {
      fault("unreadable", "line", at + 1);
    }
  });
  if (!settled) settle();
  pending.forEach(close);
  for (const [stream, { seq }] of chains) if (!heads.has(stream)) fault("headless", stream, seq);
  if (!since) for (const stream of digests.keys()) fault("file", stream, 0);
  if (!ended) fault("truncated", "end", 0);
  const here = new Map(checkpoints.map((one) => [one.body.number, one]));
  for (const [number, kept] of Object.entries(outside)) {
    const one = here.get(Number(number));
    const lost = checkpoints.some((kept) => kept.lost.from <= Number(number) && Number(number) <= kept.lost.to);
    if (!one && !lost && Number(number) >= since) fault("ahead", "checkpoint", Number(number));
    else if (one && (canonical(kept.body ?? null) !== canonical(one.body) || kept.signature !== one.signature)) fault("differs", "checkpoint", Number(number));
  }
  return faults.map(({ kind, stream, seq }) => `${kind} ${stream} ${seq}`).sort();
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  process.stdout.write(`${JSON.stringify(check(JSON.parse(line)))}\n`);
}
