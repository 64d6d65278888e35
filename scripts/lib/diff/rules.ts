import type { Impact } from './change.ts';
import {
  changed,
  judgeAllProperties,
  judgeDefault,
  judgeKeyword,
  judgePart,
  judgeRequired,
  judgeVisibility,
} from './schema-rules.ts';
import { isAskedFor, judgeSecurity } from './security.ts';
import { type Judgement, nameless, type Subject } from './subject.ts';

/** What a rule may say: its judgement, that nothing is different in meaning, or (undefined) that it is not concerned. */
type Verdict = Judgement | 'same' | undefined;

interface Rule {
  /** Redocly's names for kinds of nodes; every kind if left out. */
  readonly of?: readonly string[];
  readonly when?: 'added' | 'removed' | 'modified';
  /** Of a modified node. */
  readonly fields?: RegExp;
  readonly judge: (subject: Subject) => Verdict;
}

const says =
  (impact: Impact, rule: string, consequence: string) =>
  (subject: Subject): Judgement => ({ rule, what: difference(subject), outcomes: [{ impact, consequence }] });

const documentation = [
  'Contact',
  'License',
  'Tag',
  'TagList',
  'ExternalDocs',
  'Example',
  'ExamplesMap',
  'NamedExamples',
];
const noProgram = says('patch', 'documentation-changed', 'No program notices: it reads differently.');
const flows = ['OAuth2Flows', 'ImplicitFlow', 'PasswordFlow', 'ClientCredentials', 'AuthorizationCode'];
const schemaParts = [
  'Schema',
  'AllOf',
  'AnyOf',
  'OneOf',
  'SchemaList',
  'SchemaMap',
  'DependentRequired',
  'PatternProperties',
];

/**
 * Every difference is judged by the first row that has something to say. Redocly's own verdict stands where no row has:
 * these rows are where it is silent or wrong.
 */
export const rules: readonly Rule[] = [
  // What no program reads.
  { of: ['Info'], when: 'modified', fields: /^version$/, judge: () => 'same' },
  // The standard gives an extension no meaning.
  { of: ['SpecExtension'], judge: () => 'same' },
  { when: 'modified', fields: /^x-/, judge: () => 'same' },
  { of: ['Info', ...documentation], judge: noProgram },
  {
    when: 'modified',
    fields: /^(summary|description|title|examples?|externalDocs|\$comment|tags)$/,
    judge: noProgram,
  },
  {
    when: 'modified',
    fields: /^deprecated$/,
    // semver.org, clause 7: deprecating is a minor change.
    judge: (subject) =>
      subject.to === true
        ? says('minor', 'deprecated', 'It works as before; whoever uses it should look for another way.')(subject)
        : noProgram(subject),
  },

  // Shared parts are judged where operations use them.
  { judge: judgeComponent },
  { of: ['PathItem'], when: 'modified', fields: /./, judge: judgePathName },
  {
    of: ['Parameter'],
    when: 'modified',
    fields: /^required$/,
    judge: (subject) =>
      subject.to === true
        ? says('major', 'parameter-became-required', 'Callers that do not send it are refused.')(subject)
        : says('minor', 'parameter-became-optional', 'Callers may leave it out.')(subject),
  },
  { of: ['Parameter'], when: 'modified', fields: /^name$/, judge: judgeParameterName },

  {
    of: ['RequestBody'],
    when: 'added',
    judge: (subject) =>
      subject.after.required === true
        ? says('major', 'required-body-added', 'Callers that send no body are refused.')(subject)
        : says('minor', 'body-added', 'Callers may send a body.')(subject),
  },
  {
    of: ['RequestBody'],
    when: 'modified',
    fields: /^required$/,
    judge: (subject) =>
      subject.to === true
        ? says('major', 'body-became-required', 'Callers that send no body are refused.')(subject)
        : says('minor', 'body-became-optional', 'Callers may send no body.')(subject),
  },
  {
    of: ['Header'],
    when: 'modified',
    fields: /^required$/,
    judge: (subject) =>
      subject.to === true
        ? says('minor', 'header-became-required', 'Clients can rely on it.')(subject)
        : says('major', 'header-became-optional', 'Clients that read it may not find it.')(subject),
  },
  // Schemas: see effects.ts for what each keyword takes.
  { of: ['SchemaProperties'], when: 'removed', judge: judgeAllProperties },
  { of: ['Schema'], when: 'modified', fields: /^required$/, judge: judgeRequired },
  { of: ['Schema'], when: 'modified', fields: /^default$/, judge: judgeDefault },
  { of: ['Schema'], when: 'modified', fields: /^(readOnly|writeOnly)$/, judge: judgeVisibility },
  { of: ['Schema'], when: 'modified', judge: judgeKeyword },
  { of: schemaParts, when: 'added', judge: judgePart },
  { of: schemaParts, when: 'removed', judge: judgePart },
  {
    of: ['Discriminator'],
    when: 'added',
    judge: says('minor', 'discriminator-added', 'Readers are told how to choose.'),
  },
  {
    of: ['Discriminator'],
    judge: says('major', 'discriminator-changed', 'Programs choose the variant by another property.'),
  },
  { of: ['DiscriminatorMapping'], when: 'added', judge: judgePart },
  { of: ['DiscriminatorMapping'], when: 'removed', judge: judgePart },
  {
    of: ['DiscriminatorMapping'],
    when: 'modified',
    judge: says('major', 'discriminator-value-changed', 'Programs take that name for another variant.'),
  },
  { of: ['Xml'], judge: says('major', 'xml-changed', 'Elements and attributes have other names.') },
  { of: ['Encoding'], judge: says('major', 'encoding-changed', 'A part of the body is written in another way.') },

  // Who may call, and where.
  { of: ['SecurityRequirement', 'SecurityRequirementList'], judge: judgeSecurity },
  {
    of: ['SecurityScheme'],
    when: 'removed',
    judge: ({ segments, documents, ...subject }) =>
      isAskedFor(documents.base, segments.at(-1) ?? '')
        ? undefined
        : says('patch', 'unused-part-removed', 'No operation asks for it.')({ segments, documents, ...subject }),
  },
  { of: flows, when: 'removed', judge: says('major', 'flow-removed', 'Clients that get their tokens by it get none.') },
  {
    of: flows,
    when: 'modified',
    fields: /Url$/,
    judge: says('major', 'token-address-changed', 'Clients that were built before ask for tokens at the old address.'),
  },
  {
    of: ['ServerVariable'],
    when: 'modified',
    judge: says('major', 'server-variable-changed', 'Clients that use the default reach another address.'),
  },
];

/** A shared part that no operation reaches is nobody's business; one that came or went is told where it is used. */
function judgeComponent(subject: Subject): Verdict {
  const { segments, usages, usagesBefore, raw } = subject;
  if (raw.typeName.startsWith('Named') || raw.typeName === 'Components')
    return isSecurity(segments) ? undefined : 'same';
  if (segments[0] !== 'components' || isSecurity(segments)) return undefined;
  const isWhole = segments.length === 3;
  if (isWhole && raw.kind === 'added') return 'same';
  if (isWhole && (raw.kind === 'removed' || raw.property === 'key')) {
    return says('patch', 'shared-name-changed', 'Messages are the same; generated types lose that name.')(subject);
  }
  if (usages.length > 0 || usagesBefore.length > 0) return undefined;
  return says('patch', 'unused-part-changed', 'No operation uses it.')(subject);
}

const isSecurity = (segments: readonly string[]) => segments[1] === 'securitySchemes';

/** The names of a path's parameters are not sent: the parameters themselves tell. */
function judgePathName({ raw, from, to }: Subject): Verdict {
  return raw.property === 'key' && nameless(String(from)) === nameless(String(to)) ? 'same' : undefined;
}

function judgeParameterName(subject: Subject): Verdict {
  if (subject.before.in === 'header' && String(subject.from).toLowerCase() === String(subject.to).toLowerCase())
    return 'same';
  if (subject.before.in !== 'path') return undefined;
  return says(
    'major',
    'path-parameter-renamed',
    'Requests are the same, but programs built on a generated client pass an argument that is gone.',
  )(subject);
}

/** Redocly's rules, and what it means when one of them speaks. */
const consequences: Record<string, string> = {
  'operation-added': 'Callers may use it.',
  'path-item-added': 'Callers may use it.',
  // RFC 9110 §15: an unknown status is understood by its first digit.
  'response-added': 'Clients meet a status that they know by its first digit only.',
  'parameter-added': 'Callers may send it.',
  'header-added': 'Clients may read it.',
  'media-type-added': 'Programs may choose it.',
  'server-added': 'It can be reached at another address, too.',
  'operation-id-changed': 'Programs built on a generated client call a method that is gone.',
  'parameter-became-required': 'Callers that do not send it are refused.',
  'operation-removed': 'Callers get a 404 or 405.',
  'path-removed': 'Callers get a 404.',
  'parameter-removed': 'Callers that send it are refused or not heard.',
  'parameter-serialization-changed': 'Callers that write it as before are misunderstood.',
  'request-body-removed': 'Callers that send one are refused or not heard.',
  'response-removed': 'Clients that wait for this status no longer get it.',
  'response-header-removed': 'Clients that read it no longer find it.',
  'media-type-removed': 'Programs that send it or ask for it are refused.',
  'property-removed': 'Programs that send or read it no longer can.',
  'security-scheme-changed': 'Callers that prove who they are as before are refused.',
  'server-removed': 'Clients that use that address do not reach it.',
};

/** Redocly's own verdict, in words that name who is concerned. */
function judgeAsRedocly(subject: Subject): Judgement {
  const { raw } = subject;
  const [verdict] = raw.verdicts;
  const rule = verdict?.rule ?? `${kebab(raw.typeName)}-${raw.kind}`;
  const what = raw.verdicts.map(({ message }) => message.replace(/\.$/, '')).join('; ') || difference(subject);
  const consequence =
    consequences[rule] ?? (raw.impact === 'major' ? 'Programs that rely on it fail.' : 'Programs go on as before.');
  return { rule, what, outcomes: [{ impact: raw.impact, consequence }] };
}

/** The first rule's word on it, or redocly's. Undefined if nothing is different in meaning. */
export function judge(subject: Subject): Judgement | undefined {
  const { typeName, kind, property = '' } = subject.raw;
  for (const rule of rules) {
    if (rule.of && !rule.of.includes(typeName)) continue;
    if (rule.when && rule.when !== kind) continue;
    if (rule.fields && !rule.fields.test(property)) continue;
    const verdict = rule.judge(subject);
    if (verdict === 'same') return undefined;
    if (!verdict) continue;
    // Every side that it could concern has been taken away by `readOnly`, `writeOnly`, or is not used.
    if (verdict.outcomes.length === 0) return { ...verdict, outcomes: [nobody] };
    return verdict;
  }
  return judgeAsRedocly(subject);
}

const nobody = { impact: 'patch', consequence: 'No message can show it.' } as const;

/** `Response \`404\` was added`, `\`style\` went from … to …` */
function difference({ raw, segments, from, to, before, after }: Subject): string {
  const { typeName, kind, property = '' } = raw;
  if (kind === 'modified') {
    if (property === 'key') return `\`${from}\` is now called \`${to}\``;
    return changed(property, from, to);
  }
  const node = kind === 'added' ? after : before;
  const name = typeof node.name === 'string' && typeName === 'Parameter' ? node.name : nameOf(segments);
  return `${spaced(typeName)} \`${name}\` was ${kind}`;
}

function nameOf(segments: readonly string[]): string {
  const [, name = '', method] = segments;
  if (segments.length === 3 && segments[0] === 'paths') return `${method?.toUpperCase()} ${name}`;
  return segments.at(-1) ?? '';
}

const spaced = (typeName: string) => typeName.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
const kebab = (typeName: string) => spaced(typeName).toLowerCase().replaceAll(' ', '-');
