#!/usr/bin/env node
// Stand-in for Prisma's native `query-engine` program, which cannot be downloaded from npm.
// It has the command line and HTTP surface that prisma-client-py 0.15 uses, and hands every query to the
// official WASM query engine of @prisma/client 5.17.0 through @prisma/adapter-pg. A test tool only.
'use strict';
const ENGINE_VERSION = '393aa359c9ad4a4bb28630fb5613f9c281cde053'; // the engine of Prisma 5.17.0
const argv = process.argv.slice(2);
if (argv.includes('--version')) { console.log('query-engine ' + ENGINE_VERSION); process.exit(0); }

const fs = require('fs'), http = require('http'), path = require('path');
const { Pool } = require('pg');
const { PrismaPg } = require('@prisma/adapter-pg');
const { bindAdapter } = require('@prisma/driver-adapter-utils');
const { parse } = require('graphql');
const port = Number(argv[argv.indexOf('-p') + 1]);

// End with the proxy that started this process.
const parent = process.ppid;
setInterval(() => { if (process.ppid !== parent) process.exit(0); }, 2000).unref();
for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => process.exit(0));

// adapter-pg 5.17 does not know the types name and name[]; the native engine reads them as text.
const PgResult = require('pg/lib/result');
const addFields = PgResult.prototype.addFields;
PgResult.prototype.addFields = function (fields) {
  for (const f of fields) {
    if (f.dataTypeID === 19) f.dataTypeID = 25;
    else if (f.dataTypeID === 1003) f.dataTypeID = 1009;
  }
  return addFields.call(this, fields);
};

// The WASM engine on a connection pool.
const runtimeDir = path.join(path.dirname(require.resolve('@prisma/client/package.json')), 'runtime');
const runtime = require(path.join(runtimeDir, 'query_engine_bg.postgresql.js'));
const wasm = new WebAssembly.Module(fs.readFileSync(path.join(runtimeDir, 'query_engine_bg.postgresql.wasm')));
runtime.__wbg_set_wasm(new WebAssembly.Instance(wasm, { './query_engine_bg.js': runtime }).exports);

const datamodel = fs.readFileSync(process.env.PRISMA_DML_PATH, 'utf8');
const url = new URL(process.env.DATABASE_URL);
for (const k of ['connection_limit', 'pool_timeout', 'schema', 'pgbouncer', 'connect_timeout', 'socket_timeout']) {
  url.searchParams.delete(k); // Prisma's own parameters; pg does not know them
}
const pool = new Pool({ connectionString: url.toString(), max: 15 });
pool.on('error', () => {});
const engine = new runtime.QueryEngine({
  datamodel, logLevel: 'error', logQueries: false, configDir: '.', ignoreEnvVarErrors: true,
  datasourceOverrides: {}, env: { DATABASE_URL: url.toString() }, engineProtocol: 'json', enableTracing: false,
}, (line) => console.error('[engine]', line), bindAdapter(new PrismaPg(pool, { schema: 'public' })));

// The Python client speaks GraphQL; the engine speaks Prisma's JSON protocol.
const ACTIONS = ['findUniqueOrThrow', 'findUnique', 'findFirstOrThrow', 'findFirst', 'findMany', 'createOne',
  'createManyAndReturn', 'createMany', 'updateOne', 'updateMany', 'deleteOne', 'deleteMany', 'upsertOne',
  'aggregate', 'groupBy', 'queryRaw', 'executeRaw', 'runCommandRaw', 'findRaw', 'aggregateRaw'];

function valueOf(node) {
  switch (node.kind) {
    case 'ObjectValue': return Object.fromEntries(node.fields.map((f) => [f.name.value, valueOf(f.value)]));
    case 'ListValue': return node.values.map(valueOf);
    case 'NullValue': return null;
    case 'BooleanValue': return node.value;
    case 'FloatValue': return Number(node.value);
    case 'IntValue': {
      const n = Number(node.value);
      return Number.isSafeInteger(n) ? n : { $type: 'BigInt', value: node.value };
    }
    default: return node.value;
  }
}
const argumentsOf = (list) => Object.fromEntries((list || []).map((a) => [a.name.value, valueOf(a.value)]));
function selectionOf(set) {
  const out = {};
  for (const f of set ? set.selections : []) {
    out[f.name.value] = f.selectionSet
      ? { arguments: argumentsOf(f.arguments), selection: selectionOf(f.selectionSet) } : true;
  }
  return out;
}

// A GraphQL string given to a Json column is JSON text and must be tagged, so the column types are needed.
const MODELS = {};
let current = null;
for (const raw of datamodel.split(/\r?\n/)) {
  const line = raw.replace(/\/\/.*$/, '').trim();
  let m;
  if ((m = line.match(/^model\s+(\w+)\s*\{/))) current = MODELS[m[1]] = {};
  else if (line === '}') current = null;
  else if (current && !line.startsWith('@@') && (m = line.match(/^(\w+)\s+(\w+)(\[\])?\??/))) current[m[1]] = m[2];
}
const JSON_OPERATORS = new Set(['set', 'equals', 'not', 'array_contains', 'array_starts_with', 'array_ends_with', 'push']);
const isObject = (v) => v && typeof v === 'object' && !Array.isArray(v);
function asJson(v) {
  if (typeof v === 'string') return { $type: 'Json', value: v };
  return Array.isArray(v) ? v.map(asJson) : v;
}
function tagJson(model, v) {
  if (Array.isArray(v)) return v.map((x) => tagJson(model, x));
  if (!isObject(v) || '$type' in v) return v;
  const out = {};
  for (const [k, x] of Object.entries(v)) {
    const type = (MODELS[model] || {})[k];
    if (type === 'Json' && isObject(x)) {
      out[k] = Object.fromEntries(Object.entries(x).map(([op, y]) => [op, JSON_OPERATORS.has(op) ? asJson(y) : y]));
    } else if (type === 'Json') out[k] = asJson(x);
    else out[k] = tagJson(MODELS[type] ? type : model, x);
  }
  return out;
}
function toJsonProtocol(graphql) {
  const field = parse(graphql, { noLocation: true }).definitions[0].selectionSet.selections[0];
  const action = ACTIONS.find((a) => field.name.value.startsWith(a));
  const modelName = field.name.value.slice(action.length);
  const args = argumentsOf(field.arguments);
  const query = { arguments: modelName ? tagJson(modelName, args) : args, selection: selectionOf(field.selectionSet) };
  return modelName ? { action, modelName, query } : { action, query };
}
// Typed results ({$type, value}) back to the plain values of the GraphQL protocol.
function untag(v) {
  if (Array.isArray(v)) return v.map(untag);
  if (!isObject(v)) return v;
  if ('$type' in v && 'value' in v) return v.value;
  return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, untag(x)]));
}
function toResult(answer) {
  return answer.errors ? answer : { ...answer, data: { result: untag(Object.values(answer.data)[0]) } };
}
async function runQuery(text, transaction) {
  const body = JSON.parse(text);
  if (!body.batch) return toResult(JSON.parse(await engine.query(JSON.stringify(toJsonProtocol(body.query)), '{}', transaction)));
  const request = { batch: body.batch.map((q) => toJsonProtocol(q.query)) };
  if (body.transaction) request.transaction = {};
  const answer = JSON.parse(await engine.query(JSON.stringify(request), '{}', transaction));
  if (answer.batchResult) answer.batchResult = answer.batchResult.map(toResult);
  return answer;
}

async function handle(method, url, headers, body) {
  if (url === '/status') return { status: 'ok' };
  if (url === '/metrics') return { counters: [], gauges: [], histograms: [] };
  if (url === '/transaction/start') return engine.startTransaction(body, '{}');
  const m = url.match(/^\/transaction\/([^/]+)\/(commit|rollback)$/);
  if (m) return (await (m[2] === 'commit' ? engine.commitTransaction : engine.rollbackTransaction).call(engine, m[1], '{}')) || '{}';
  if (url === '/' && method === 'POST') {
    const answer = await runQuery(body, headers['x-transaction-id']);
    if (answer.errors) console.error('[query]', body.slice(0, 1000), JSON.stringify(answer.errors).slice(0, 1000));
    return answer;
  }
  throw new Error('no such route: ' + url);
}
const server = http.createServer((req, res) => {
  const chunks = [];
  req.on('data', (c) => chunks.push(c));
  req.on('end', async () => {
    const body = Buffer.concat(chunks).toString('utf8');
    let out;
    try {
      out = await handle(req.method, req.url.split('?')[0], req.headers, body);
    } catch (e) {
      console.error('[engine]', e, body.slice(0, 500));
      out = { errors: [{ error: String(e), user_facing_error: { is_panic: false, message: String(e), backtrace: null } }] };
    }
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end(typeof out === 'string' ? out : JSON.stringify(out));
  });
});
server.keepAliveTimeout = 60000;
engine.connect('{}').then(() => server.listen(port, '127.0.0.1')).catch((e) => {
  console.error('engine could not connect', e);
  process.exit(1);
});
