// The known meeting services: on which hosts and under which paths their join links live.

/** One service. A link is its own when a host and the path match; `path` sees path, query and fragment. */
export interface MeetingService {
  readonly service: string;
  /** As its maker writes it. */
  readonly name: string;
  /** Host names; each stands for itself and for the names below it. A leading `=` excludes those below. */
  readonly hosts: readonly string[];
  readonly path: RegExp;
}

/** A service that runs on hosts of its users: known by a pattern only, and ranked below the others. */
export interface SelfHostedService {
  readonly service: string;
  readonly name: string;
  readonly host: RegExp;
  readonly path: RegExp;
}

const anyRoom = /^\/[^/?#]+/u;

/** Patterns are anchored and hold no nested repetition, so hostile links cost linear time. */
export const meetingServices: readonly MeetingService[] = [
  {
    service: 'teams',
    name: 'Microsoft Teams',
    hosts: ['teams.microsoft.com', 'teams.microsoft.us', 'teams.cloud.microsoft', 'teams.microsoftonline.cn'],
    path: /^\/(?:l\/meetup-join\/[^?]|meet\/\d+\?(?:[^#]*&)?p=[\w-])/u,
  },
  {
    service: 'teams',
    name: 'Microsoft Teams',
    hosts: ['teams.live.com'],
    path: /^\/(?:meet\/\d|l\/meetup-join\/[^?])/u,
  },
  {
    service: 'zoom',
    name: 'Zoom',
    hosts: ['zoom.us', 'zoom.com', 'zoom.com.cn', 'zoom-x.de', 'zoomgov.com'],
    path: /^\/(?:(?:j|s|w|my|wc|webinar|launch\/jc|meeting\/register|wc\/join)\/[\w.-]|join\/?\?(?:[^#]*&)?confno=\d)/u,
  },
  {
    service: 'googleMeet',
    name: 'Google Meet',
    hosts: ['=meet.google.com'],
    path: /^\/(?:_meet\/)?(?:[a-z]{3,}-[a-z]{3,}-[a-z]{3,}|lookup\/[\w-]+)(?:[/?#]|$)/u,
  },
  { service: 'googleMeet', name: 'Google Meet', hosts: ['g.co'], path: /^\/meet\/[\w-]/u },
  { service: 'googleMeet', name: 'Google Meet', hosts: ['stream.meet.google.com'], path: /^\/stream\/[\w-]/u },
  {
    service: 'hangouts',
    name: 'Google Hangouts',
    hosts: ['hangouts.google.com'],
    path: /^\/(?:hangouts\/_|call)\/[\w-]/u,
  },
  {
    service: 'webex',
    name: 'Webex',
    hosts: ['webex.com', 'webex.com.cn'],
    path: /^\/(?:[\w.-]+\/(?:j\.php\?|onstage\/|k2\/j\.php\?|url\.php\?)|(?:[\w.-]+\/)?(?:meet|join)\/[\w@.-]|wbxmjs\/joinservice\/|webappng\/sites\/[\w.-]+\/(?:meeting|webinar)\/|(?:[\w.-]+\/)?m\/[\w-]{8}|weblink\/register\/\w|[\w.-]+\/e\.php\?|collabs\/meetings\/join)/u,
  },
  { service: 'goto', name: 'GoTo Meeting', hosts: ['gotomeeting.com'], path: /^\/(?:meeting\/)?join\/\d/u },
  {
    service: 'goto',
    name: 'GoTo Meeting',
    hosts: ['gotomeet.me', 'gotomeet.at', '=meet.goto.com'],
    path: /^\/(?!install)[^/?#]+/u,
  },
  { service: 'goto', name: 'GoTo Meeting', hosts: ['app.goto.com'], path: /^\/meeting\/[\w-]/u },
  {
    service: 'gotoWebinar',
    name: 'GoTo Webinar',
    hosts: ['gotowebinar.com'],
    path: /^\/(?:join|register|rt|unified)\/[\w-]/u,
  },
  {
    service: 'ringCentral',
    name: 'RingCentral',
    hosts: ['ringcentral.com', 'ringcentral.biz', 'ringcentral.eu'],
    path: /^\/(?:join|j|w|r|my)\/[\w-]/u,
  },
  {
    service: 'blueJeans',
    name: 'BlueJeans',
    hosts: ['bluejeans.com', 'bluejeans.us'],
    path: /^\/(?:a2m\/[\w-]|u\/[\w-]|\d{3}|[a-z]+\.[a-z])/u,
  },
  { service: 'jitsi', name: 'Jitsi Meet', hosts: ['meet.jit.si', 'jitsi.riot.im', 'meet.element.io'], path: anyRoom },
  { service: 'eightByEight', name: '8x8', hosts: ['8x8.vc'], path: anyRoom },
  { service: 'whereby', name: 'Whereby', hosts: ['whereby.com'], path: /^\/(?!information|blog|user|org)[\w-]+/u },
  {
    service: 'skypeForBusiness',
    name: 'Skype for Business',
    hosts: ['meet.lync.com', 'join.lync.com'],
    path: /^\/[\w.-]+\/[\w.-]+\/\w/u,
  },
  { service: 'skype', name: 'Skype', hosts: ['join.skype.com'], path: anyRoom },
  { service: 'chime', name: 'Amazon Chime', hosts: ['chime.aws'], path: /^\/(?:\d{4}|meetings\/\w)/u },
  { service: 'starLeaf', name: 'StarLeaf', hosts: ['meet.starleaf.com'], path: anyRoom },
  { service: 'around', name: 'Around', hosts: ['around.co'], path: /^\/(?:r|[\w-]+\/r)\/[\w-]/u },
  {
    service: 'livestorm',
    name: 'Livestorm',
    hosts: ['app.livestorm.co', 'app.livestorm.com'],
    path: /^\/(?:p|[\w-]+)\/[\w-]/u,
  },
  { service: 'bigBlueButton', name: 'BigBlueButton', hosts: ['demo.bigbluebutton.org'], path: anyRoom },
  { service: 'joinMe', name: 'join.me', hosts: ['join.me'], path: anyRoom },
  { service: 'lifesize', name: 'Lifesize', hosts: ['call.lifesizecloud.com'], path: anyRoom },
  {
    service: 'dialpad',
    name: 'Dialpad Meetings',
    hosts: ['uberconference.com', 'meetings.dialpad.com'],
    path: anyRoom,
  },
  { service: 'vonage', name: 'Vonage Meetings', hosts: ['meetings.vonage.com'], path: /^\/\d{9}/u },
  { service: 'teamViewer', name: 'TeamViewer', hosts: ['go.teamviewer.com', 'go.blizz.com'], path: anyRoom },
  { service: 'faceTime', name: 'FaceTime', hosts: ['facetime.apple.com'], path: /^\/join/u },
  { service: 'discord', name: 'Discord', hosts: ['discord.gg'], path: anyRoom },
  {
    service: 'discord',
    name: 'Discord',
    hosts: ['discord.com', 'discordapp.com'],
    path: /^\/(?:invite|channels|events)\/\w/u,
  },
  { service: 'slack', name: 'Slack', hosts: ['app.slack.com'], path: /^\/huddle\/\w/u },
  { service: 'lark', name: 'Lark', hosts: ['vc.larksuite.com', 'vc.feishu.cn'], path: /^\/j\/\d/u },
  {
    service: 'tencent',
    name: 'Tencent Meeting',
    hosts: ['meeting.tencent.com', 'voovmeeting.com'],
    path: /^\/(?:dm|s|p|dw)\/\w/u,
  },
  { service: 'proton', name: 'Proton Meet', hosts: ['meet.proton.me'], path: /^\/join\/[\w-]/u },
  { service: 'gather', name: 'Gather', hosts: ['app.gather.town'], path: /^\/app\/\w+\/[\w%-]/u },
  { service: 'gong', name: 'Gong', hosts: ['join.gong.io'], path: anyRoom },
  { service: 'demio', name: 'Demio', hosts: ['event.demio.com'], path: anyRoom },
  {
    service: 'streamYard',
    name: 'StreamYard',
    hosts: ['streamyard.com'],
    path: /^\/(?:guest\/)?[a-z0-9]{8,13}(?:[/?#]|$)/u,
  },
  { service: 'calCom', name: 'Cal.com', hosts: ['app.cal.com'], path: /^\/video\/\w/u },
  {
    service: 'zohoMeeting',
    name: 'Zoho',
    hosts: ['meeting.zoho.com', 'meeting.zoho.eu', 'cliq.zoho.eu', 'cliq.zoho.com'],
    path: /^\/(?:meeting|join|meetings|[\w-]+\/join)/u,
  },
  { service: 'visio', name: 'Visio', hosts: ['visio.numerique.gouv.fr', 'webconf.numerique.gouv.fr'], path: anyRoom },
];

/** Services on hosts of their users, by the shape of their links. */
export const selfHostedServices: readonly SelfHostedService[] = [
  {
    service: 'skypeForBusiness',
    name: 'Skype for Business',
    host: /^(?:meet|join|lync|sfb|skype)[\w-]*\./u,
    path: /^\/[\w.-]+(?:\/[\w.-]+)?\/[A-Z0-9]{6,10}(?:[?#]|$)/u,
  },
  {
    service: 'bigBlueButton',
    name: 'BigBlueButton',
    host: /\./u,
    path: /^\/(?:b|rooms)\/[a-z0-9]{3}(?:-[a-z0-9]{3}){2,3}(?:\/join)?\/?(?:[?#]|$)/u,
  },
  { service: 'jitsi', name: 'Jitsi Meet', host: /^jitsi[\w-]*\./u, path: /^\/(?!static\/)[^/?#]+/u },
  {
    service: 'nextcloudTalk',
    name: 'Nextcloud Talk',
    host: /^(?:nextcloud|cloud|talk)[\w-]*\./u,
    path: /^\/(?:index\.php\/)?call\/[a-z0-9]{8}/u,
  },
];
