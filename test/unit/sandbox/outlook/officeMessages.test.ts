// The envelope of office.js, as its Outlook file writes and reads it.
import { frameName, readRequest, writeAnswer, writeEvent } from '../../../sandbox/outlook/page/officeMessages.ts';

const host = 'http://localhost:21200';
const posted = {
  _messageType: 0,
  _actionName: 'GetInitialData',
  _actionType: 0,
  _conversationId: 'conversation-1',
  _correlationId: 7,
  _origin: 'http://localhost:21201',
  _data: { MethodData: { DispatchId: 1 } },
};

describe('readRequest', () => {
  it.each([
    [0, 'invoke'],
    [1, 'register'],
    [2, 'unregister'],
  ])('reads action type %d as %s', (type, kind) => {
    expect(readRequest(JSON.stringify({ ...posted, _actionType: type }))).toEqual({
      action: 'GetInitialData',
      kind,
      conversation: 'conversation-1',
      correlation: 7,
      data: posted._data,
    });
  });

  it.each([
    ['an object', posted],
    ['no JSON', '{'],
    ['JSON of something else', '"text"'],
    ['an answer', JSON.stringify({ ...posted, _messageType: 1 })],
    ['an action that is no text', JSON.stringify({ ...posted, _actionName: 1 })],
    ['no conversation', JSON.stringify({ ...posted, _conversationId: null })],
  ])('takes %s for no request', (_what, message) => {
    expect(readRequest(message)).toBeNull();
  });
});

describe('what the host writes', () => {
  const request = readRequest(JSON.stringify(posted));

  it('answers a request by conversation and correlation', () => {
    if (request === null) throw new Error('no request');
    expect(JSON.parse(writeAnswer(request, { a: 1 }, host))).toEqual({
      _messageType: 1,
      _responseType: 0,
      _errorCode: 0,
      _serializerVersion: 1,
      _actionName: 'GetInitialData',
      _conversationId: 'conversation-1',
      _correlationId: 7,
      _origin: host,
      _data: { a: 1 },
    });
  });

  it('marks an event as one', () => {
    const event: unknown = JSON.parse(writeEvent('olkItemSelectedChanged', 'conversation-1', null, host));
    expect(event).toMatchObject({
      _messageType: 1,
      _responseType: 1,
      _actionName: 'olkItemSelectedChanged',
      _data: null,
    });
  });

  it('names the frame so that office.js finds host, platform, version, locale and the way back', () => {
    const name = JSON.parse(frameName({ conversation: 'c-1', locale: 'fr-FR', hostOrigin: host })) as Record<
      string,
      string
    >;
    expect(name['hostInfo']?.split('|').slice(0, 4)).toEqual(['Outlook', 'Web', '16.01', 'fr-FR']);
    expect(name['xdmInfo']?.split('|')).toEqual(['c-1', expect.any(String), host]);
  });
});
