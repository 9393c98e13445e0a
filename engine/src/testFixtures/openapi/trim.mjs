// Trims GitHub's published OpenAPI description to the operations that the tests validate, with all they refer to.
//
//   npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz
//   node trim.mjs package > ../resources/io/jenkins/plugins/mergeability/engine/github/openapi.json
//
// The description is © GitHub and the Octokit contributors, under the MIT license (LICENSE in that package). Schemas and
// examples are copied without changes; prose, tags and extensions are left out.
import fs from 'node:fs';
import path from 'node:path';

const OPERATIONS = {
  '/': ['get'],
  '/app': ['get'],
  '/app/installations': ['get'],
  '/app/installations/{installation_id}/access_tokens': ['post'],
  '/rate_limit': ['get'],
  '/repos/{owner}/{repo}': ['get'],
  '/repos/{owner}/{repo}/pulls': ['get'],
  '/repos/{owner}/{repo}/pulls/{pull_number}': ['get'],
  '/repos/{owner}/{repo}/pulls/{pull_number}/reviews': ['get'],
  '/repos/{owner}/{repo}/pulls/{pull_number}/files': ['get'],
  '/repos/{owner}/{repo}/branches': ['get'],
  '/repos/{owner}/{repo}/branches/{branch}': ['get'],
  '/repos/{owner}/{repo}/rules/branches/{branch}': ['get'],
  '/repos/{owner}/{repo}/contents/{path}': ['get'],
  '/repos/{owner}/{repo}/git/blobs/{file_sha}': ['get'],
  '/repos/{owner}/{repo}/git/ref/{ref}': ['get'],
  '/repos/{owner}/{repo}/git/matching-refs/{ref}': ['get'],
  '/repos/{owner}/{repo}/git/trees/{tree_sha}': ['get'],
  '/repos/{owner}/{repo}/compare/{basehead}': ['get'],
  '/repos/{owner}/{repo}/issues/{issue_number}/comments': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/comments/{comment_id}': ['patch', 'delete'],
  '/repos/{owner}/{repo}/statuses/{sha}': ['post'],
  '/repos/{owner}/{repo}/commits/{ref}/statuses': ['get'],
  '/repos/{owner}/{repo}/commits/{ref}': ['get'],
  '/repos/{owner}/{repo}/commits/{commit_sha}/pulls': ['get'],
  '/repos/{owner}/{repo}/collaborators': ['get'],
  '/repos/{owner}/{repo}/collaborators/{username}/permission': ['get'],
  '/repos/{owner}/{repo}/check-runs': ['post'],
  '/repos/{owner}/{repo}/check-runs/{check_run_id}': ['patch'],
  '/orgs/{org}': ['get'],
  '/orgs/{org}/teams/{team_slug}': ['get'],
  '/orgs/{org}/teams/{team_slug}/members': ['get'],
  '/user': ['get'],
  '/users/{username}': ['get'],
};
const LEFT_OUT = new Set(['description', 'summary', 'tags', 'externalDocs', 'callbacks', 'title']);

const folder = process.argv[2];
const whole = JSON.parse(fs.readFileSync(path.join(folder, 'generated/api.github.com.json')));
const version = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'))).version;
const trimmed = {
  openapi: whole.openapi,
  info: { title: `@octokit/openapi ${version}, trimmed`, version, license: whole.info.license },
  paths: {},
  components: {},
};

// Names of properties are no keywords, so below `properties` and in examples nothing is left out.
function copy(node, keepAll = false) {
  if (Array.isArray(node)) return node.map((item) => copy(item, keepAll));
  if (node === null || typeof node !== 'object') return node;
  const out = {};
  for (const [key, value] of Object.entries(node)) {
    if (!keepAll && (LEFT_OUT.has(key) || key.startsWith('x-'))) continue;
    if (key === '$ref' && !keepAll) {
      include(value);
      out.$ref = value;
    } else if (key === 'example' || (key === 'value' && node.value !== undefined)) {
      out[key] = copy(value, true);
    } else if (key === 'properties' && !keepAll) {
      out.properties = Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, copy(schema)]));
    } else {
      out[key] = copy(value, keepAll);
    }
  }
  return out;
}

function include(ref) {
  const [, , kind, name] = ref.split('/');
  trimmed.components[kind] ??= {};
  if (name in trimmed.components[kind]) return;
  trimmed.components[kind][name] = {};
  trimmed.components[kind][name] = copy(whole.components[kind][name]);
}

for (const [route, methods] of Object.entries(OPERATIONS)) {
  trimmed.paths[route] = {};
  for (const method of methods) trimmed.paths[route][method] = copy(whole.paths[route][method]);
}
process.stdout.write(JSON.stringify(trimmed, null, 1) + '\n');
