// Loads the documents of the elasticdump round trip: all kinds of values, ids that need escaping.
'use strict'

async function send (method, url, body, type = 'application/json') {
  const reply = await fetch(url, { method, body, headers: body ? { 'content-type': type } : {} })
  const text = await reply.text()
  if (!reply.ok || text.includes('"errors":true')) throw new Error(`${method} ${url}: ${reply.status} ${text.slice(0, 500)}`)
}

async function main (url, index) {
  await send('DELETE', `${url}/${index}?ignore_unavailable=true`)
  const properties = {
    name: { type: 'keyword' }, text: { type: 'text' }, score: { type: 'float' }, ratio: { type: 'double' }, frame: { type: 'integer' },
    big: { type: 'long' }, flag: { type: 'boolean' }, at: { type: 'date' }, place: { properties: { x: { type: 'float' } } }
  }
  await send('PUT', `${url}/${index}`, JSON.stringify({ settings: { number_of_shards: 1, number_of_replicas: 0 }, mappings: { properties } }))
  let lines = ''
  for (let i = 0; i < 523; i++) {
    lines += JSON.stringify({ index: { _id: i % 50 ? `id-${i}` : `a/b ${i}ü?` } }) + '\n'
    lines += `{"name":["n${i % 9}","ä\\"${i}"],"text":"walk and run ${i}","score":${i / 7},"ratio":1.0,"frame":${i},"big":9007199254740993,` +
      `"flag":${i % 2 === 0},"at":"2024-01-01T00:00:00.${String(i % 1000).padStart(3, '0')}Z","place":{"x":${i}.50},"none":null,"empty":[]}\n`
  }
  await send('POST', `${url}/${index}/_bulk?refresh=true`, lines, 'application/x-ndjson')
}

main(process.argv[2], process.argv[3]).catch(error => {
  console.error('elasticdump:', error.message)
  process.exit(1)
})
