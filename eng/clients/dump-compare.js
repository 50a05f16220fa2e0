// Two dumps hold the same documents: the same ids with the same sources, in whatever order.
'use strict'
const assert = require('node:assert/strict')
const { readFileSync } = require('node:fs')

const [first, second] = process.argv.slice(2).map(file =>
  new Map(readFileSync(file, 'utf8').trim().split('\n').map(line => JSON.parse(line)).map(hit => [hit._id, hit._source])))
assert.equal(first.size, 523, `the first dump has ${first.size} documents of 523`)
assert.deepEqual([...second.keys()].sort(), [...first.keys()].sort())
for (const [id, source] of first) assert.deepEqual(second.get(id), source, `document ${id} differs`)
