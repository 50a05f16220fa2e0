// @elastic/elasticsearch 8: single documents, the bulk and scroll helpers, a point in time, errors.
'use strict'
const assert = require('node:assert/strict')
const { Client, errors } = require('@elastic/elasticsearch')

const index = 'clients-javascript'
const count = 2500

async function main (node) {
  const client = new Client({ node })
  await client.indices.delete({ index, ignore_unavailable: true })
  assert.equal(await client.ping(), true)
  assert.match((await client.info()).version.number, /^8\./)

  await client.indices.create({
    index,
    settings: { number_of_shards: 1, number_of_replicas: 0 },
    mappings: { dynamic: 'strict', properties: { key: { type: 'keyword' }, name: { type: 'keyword' }, score: { type: 'float' }, at: { type: 'date' } } }
  })
  assert.equal(await client.indices.exists({ index }), true)

  // Single documents.
  const created = await client.index({ index, id: 'one', document: { name: 'walk', score: 0.5 }, refresh: true })
  assert.equal(created.result, 'created')
  assert.equal((await client.get({ index, id: 'one' }))._source.name, 'walk')
  assert.equal((await client.update({ index, id: 'one', doc: { score: 0.75 } })).result, 'updated')
  assert.equal((await client.delete({ index, id: 'one', refresh: true })).result, 'deleted')
  assert.equal(await client.exists({ index, id: 'one' }), false)
  await assert.rejects(client.get({ index, id: 'one' }), error => error instanceof errors.ResponseError && error.statusCode === 404)
  await assert.rejects(client.search({ index: 'clients-nope' }), error => error.meta.body.error.type === 'index_not_found_exception')

  // The bulk helper splits by bytes and reports the documents that were dropped.
  const documents = Array.from({ length: count }, (_, i) => ({ key: `d${i}`, name: i % 2 ? 'run' : 'walk', score: i / count, at: '2024-05-01T00:00:00Z' }))
  documents.push({ key: 'bad', name: 'run', score: 'no number' })
  const dropped = []
  const result = await client.helpers.bulk({
    datasource: documents,
    flushBytes: 20000,
    refreshOnCompletion: index,
    onDocument: ({ key }) => ({ index: { _index: index, _id: key } }),
    onDrop: drop => dropped.push(drop)
  })
  assert.equal(result.successful, count)
  assert.equal(result.failed, 1)
  assert.equal(dropped[0].error.type, 'document_parsing_exception')

  // The scroll helpers read everything.
  let scrolled = 0
  for await (const page of client.helpers.scrollSearch({ index, size: 400, query: { match_all: {} } })) scrolled += page.documents.length
  assert.equal(scrolled, count)
  let runs = 0
  for await (const document of client.helpers.scrollDocuments({ index, size: 300, query: { term: { name: 'run' } } })) {
    assert.equal(document.name, 'run')
    runs++
  }
  assert.equal(runs, count / 2)

  // A point in time with search_after reads everything once, whatever is written meanwhile.
  const pit = await client.openPointInTime({ index, keep_alive: '1m' })
  await client.index({ index, id: 'late', document: { name: 'walk' }, refresh: true })
  const seen = new Set()
  for (let after, id = pit.id; ;) {
    const page = await client.search({ size: 700, pit: { id, keep_alive: '1m' }, sort: [{ score: 'desc' }], search_after: after, track_total_hits: false })
    if (page.hits.hits.length === 0) break
    for (const hit of page.hits.hits) seen.add(hit._id)
    after = page.hits.hits.at(-1).sort
    id = page.pit_id
  }
  assert.equal(seen.size, count)
  assert.equal((await client.closePointInTime({ id: pit.id })).succeeded, true)

  // Searches: helper, aggregations, multi search.
  assert.equal((await client.helpers.search({ index, query: { ids: { values: ['d1'] } } }))[0].name, 'run')
  const aggregated = await client.search({ index, size: 0, aggs: { names: { terms: { field: 'name' }, aggs: { mean: { avg: { field: 'score' } } } } } })
  assert.deepEqual(aggregated.aggregations.names.buckets.map(bucket => bucket.key).sort(), ['run', 'walk'])
  const multi = await client.msearch({ searches: [{ index }, { size: 0 }, { index }, { query: { term: { name: 'run' } }, size: 1 }] })
  assert.equal(multi.responses[1].hits.total.value, runs)
  assert.equal((await client.count({ index })).count, count + 1)
  await client.indices.delete({ index })
  await client.close()
}

main(process.argv[2]).catch(error => {
  console.error('javascript:', error.message, error.meta?.body ? JSON.stringify(error.meta.body).slice(0, 500) : error.stack)
  process.exit(1)
})
