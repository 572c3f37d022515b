// Wechaty's own gateway over its own mock of WeChat, both on loopback, and a port to play WeChat by.
//
// From the environment: WIRE and CONTROL (ports), TOKEN, LOGGED_IN and TLS (1 or 0).
// Orders are POST /ORDER with JSON; tests/peers/wechat.py lists and explains them. The wire opens
// with the order `serve`, so that a client finds everybody there.
// What the bot did is appended to the file JOURNAL as well, if there is one: it outlives kill -9.
// It ends with its standard input, so that no test leaves one behind.

import { createHash } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { appendFileSync } from 'node:fs'
import http from 'node:http'
import { FileBox } from 'file-box'
import * as PUPPET from 'wechaty-puppet'
import { PuppetMock, mock } from 'wechaty-puppet-mock'
import { PuppetServer } from 'wechaty-puppet-service'

const BOT = 'bot'
const HOST = '127.0.0.1'
const ROOM = PUPPET.types.Payload.Room
const MESSAGE = PUPPET.types.Message
const { WIRE, CONTROL, TOKEN, LOGGED_IN, TLS, JOURNAL } = process.env

const files = new Map() // message: { name, data }
const aliases = new Map() // room and member: the name in that room
const invitations = new Map()
const friendships = new Map()
const sent = []
const calls = { start: 0, stop: 0 }
let failing = 0
let hanging = 0
let last = 0

// --- what the mock leaves out

class WeChat extends PuppetMock {
  async start () {
    calls.start++
    await super.start()
    if (LOGGED_IN === '1' && !this.isLoggedIn) this.login(BOT)
  }

  async stop () {
    calls.stop++
    await super.stop()
  }

  ding (data) { this.emit('dong', { data }) } // the mock waits for a second

  async messageFile (id) { return fileOf(id) }
  async messageImage (id) { return fileOf(id) }

  async messageSendText (to, text, mentions = []) {
    take(to)
    const id = deliver({ who: BOT, to, kind: MESSAGE.Text, text, mentions })
    record({ kind: 'text', id, to, text, mentions })
    return answered(id)
  }

  async messageSendFile (to, file) {
    const data = await file.toBuffer()
    take(to)
    const id = deliver({ who: BOT, to, kind: MESSAGE.Image, name: file.name, bytes: data })
    const sha256 = createHash('sha256').update(data).digest('hex')
    record({ kind: 'file', id, to, name: file.name, size: data.length, sha256 })
    return answered(id)
  }

  async messageRecall (id) {
    record({ kind: 'recall', id })
    return true
  }

  async roomTopic (room, topic) {
    if (topic === undefined) return mocker.roomPayload(room).topic
    record({ kind: 'topic', id: '', to: room, text: topic })
    mocker.roomPayload(room).topic = topic
  }

  async roomMemberRawPayload (room, id) {
    const { name, avatar } = mocker.contactPayload(id)
    return { id, name, avatar, roomAlias: aliases.get(`${room} ${id}`) }
  }

  async roomInvitationRawPayload (id) { return invitations.get(id) }
  async roomInvitationAccept (id) { record({ kind: 'invitation', id }) }
  async friendshipRawPayload (id) { return friendships.get(id) }
  async friendshipAccept (id) { record({ kind: 'friendship', id }) }
}

function record (done) {
  sent.push(done)
  if (JOURNAL) appendFileSync(JOURNAL, JSON.stringify(done) + '\n')
}

function fileOf (id) {
  const { name, data } = files.get(id)
  return FileBox.fromBuffer(data, name)
}

function take (to) {
  if (failing > 0) {
    failing--
    throw new Error('the send was told to fail')
  }
  if (!puppet.isLoggedIn) throw new Error('not logged in')
  to.includes('@') ? mocker.roomPayload(to) : mocker.contactPayload(to)
}

function answered (id) {
  if (hanging === 0) return id
  hanging--
  return new Promise(() => {})
}

// --- what people do

function deliver ({ who, to, kind, text = '', mentions = [], name = '', data, bytes, at }) {
  const id = `${process.pid}-${started}-${++last}`
  const where = to.includes('@') ? { roomId: to, mentionIdList: mentions } : { listenerId: to }
  if (bytes || data) files.set(id, { name, data: bytes ?? Buffer.from(data, 'base64') })
  const said = { id, talkerId: who, type: kind, text, filename: name, timestamp: at ?? Date.now() }
  mocker.cacheMessagePayload.set(id, { ...said, ...where })
  puppet.emit('message', { messageId: id })
  return id
}

async function changed (room, event, change) {
  puppet.dirtyPayload(ROOM, room)
  await new Promise(setImmediate) // dirtyPayload tells of it in the next round
  puppet.emit(event, { ...change, roomId: room, timestamp: Date.now() })
}

const orders = {
  contact: ({ id, name }) => {
    const rest = { avatar: '', gender: 0, phone: [], type: PUPPET.types.Contact.Individual }
    mocker.contactPayload(id, { ...rest, id, name, friend: true })
    puppet.dirtyPayload(PUPPET.types.Payload.Contact, id)
  },
  room: ({ id, topic, members }) => {
    const rest = { adminIdList: [], avatar: '', ownerId: members[0] }
    mocker.roomPayload(id, { ...rest, id, topic, memberIdList: members })
    puppet.dirtyPayload(ROOM, id)
  },
  rooms: ({ count, members }) => {
    for (let n = 0; n < count; n++) {
      orders.room({ id: `many${n}@chatroom`, topic: `many${n}`, members: [...members] })
    }
  },
  alias: ({ room, who, alias }) => { aliases.set(`${room} ${who}`, alias) },
  join: async ({ room, who, by }) => {
    mocker.roomPayload(room).memberIdList.push(...who)
    await changed(room, 'room-join', { inviteeIdList: who, inviterId: by })
  },
  leave: async ({ room, who, by }) => {
    const payload = mocker.roomPayload(room)
    payload.memberIdList = payload.memberIdList.filter(id => !who.includes(id))
    await changed(room, 'room-leave', { removeeIdList: who, removerId: by })
  },
  topic: async ({ room, topic, by }) => {
    const oldTopic = mocker.roomPayload(room).topic
    mocker.roomPayload(room).topic = topic
    await changed(room, 'room-topic', { oldTopic, newTopic: topic, changerId: by })
  },
  invite: ({ id, inviter, topic }) => {
    const rest = { avatar: '', invitation: '', memberCount: 0, memberIdList: [] }
    const now = Date.now()
    invitations.set(id, { ...rest, id, topic, inviterId: inviter, receiverId: BOT, timestamp: now })
    puppet.emit('room-invite', { roomInvitationId: id })
  },
  friendship: ({ id, contact, hello }) => {
    const type = PUPPET.types.Friendship.Receive
    friendships.set(id, { id, contactId: contact, hello, type, ticket: '', timestamp: Date.now() })
    puppet.emit('friendship', { friendshipId: id })
  },
  deliver: said => ({ id: deliver(said) }),
  burst: async ({ who, to, count, prefix }) => {
    for (let n = 0; n < count; n++) {
      deliver({ who, to, kind: MESSAGE.Text, text: `${prefix}${n}` })
      if (n % 50 === 49) await new Promise(setImmediate)
    }
  },
  forget: ({ id }) => {
    mocker.cacheMessagePayload.delete(id)
    puppet.dirtyPayload(PUPPET.types.Payload.Message, id)
  },
  login: () => { puppet.login(BOT) },
  logout: () => puppet.logout(),
  emit: ({ event, payload }) => {
    EventEmitter.prototype.emit.call(puppet, event, payload) // the puppet's own rewrites errors
  },
  fail: ({ count }) => { failing = count },
  hang: ({ count }) => { hanging = count },
  sent: () => ({ sent }),
  clear: () => { sent.length = 0 },
  health: () => ({
    logged_in: puppet.isLoggedIn,
    listening: puppet.listenerCount('room-invite') > 0, // the stream of events alone asks for it
    starts: calls.start,
    stops: calls.stop,
  }),
  serve: async () => {
    const tls = { disable: TLS !== '1' }
    await new PuppetServer({ endpoint: `${HOST}:${WIRE}`, puppet, tls, token: TOKEN }).start()
    await puppet.start()
    calls.start = 0
  },
  reset: () => {
    for (const id of mocker.cacheRoomPayload.keys()) puppet.dirtyPayload(ROOM, id)
    const { cacheContactPayload, cacheRoomPayload, cacheMessagePayload } = mocker
    const kept = [cacheContactPayload, cacheRoomPayload, cacheMessagePayload]
    for (const map of [...kept, files, aliases, invitations, friendships]) map.clear()
    sent.length = failing = hanging = calls.start = calls.stop = 0
    orders.contact({ id: BOT, name: BOT })
    if (LOGGED_IN === '1' && !puppet.isLoggedIn) puppet.login(BOT)
  },
  drop: () => {
    for (const handle of process._getActiveHandles()) {
      if (handle.localPort === Number(WIRE) && handle.remotePort) handle.destroy()
    }
  },
}

// --- both ports

async function obey (request, response) {
  const parts = []
  for await (const part of request) parts.push(part)
  let status = 200
  let answer
  try {
    const values = JSON.parse(Buffer.concat(parts).toString() || '{}')
    answer = await orders[request.url.slice(1)](values) ?? {}
  } catch (error) {
    status = 500
    answer = { error: String(error) }
  }
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(answer))
}

const started = Date.now()
const mocker = new mock.Mocker()
const puppet = new WeChat({ mocker })
orders.contact({ id: BOT, name: BOT })
puppet.on('error', () => {}) // without a listener an error event would end Node

http.createServer(obey).listen(Number(CONTROL), HOST)
process.stdin.resume().on('end', () => process.exit())
