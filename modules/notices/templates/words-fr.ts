import type { MailTemplate } from '../model.ts'
import type { MailWords } from './template.ts'

/** The producer and who asked read the same. */
const REQUEST: MailWords = {
  subject: 'Renouvellement demandé par {{ name }}',
  paragraphs: [
    'Bonjour,',
    '{{ name }} ({{ email }}) souhaite renouveler auprès de {{ producer }} :',
    '{{ lineItems }}',
    'Rien n’est encore commandé. {{ producer }} prendra contact à ce sujet.',
  ],
}

/** All mails in French. */
export const frenchWords: Readonly<Record<MailTemplate, MailWords>> = {
  welcome: {
    subject: 'Votre accès aux licences {{ producer }}',
    paragraphs: [
      'Bonjour {{ name }},',
      '{{ producer }} vous a ouvert un accès à son portail de licences. ' +
        'Votre nom d’utilisateur est {{ userName }}.',
      'Choisissez d’abord un mot de passe :',
      { link: '{{ link }}', label: 'Choisir un mot de passe' },
      'Le lien est valable une seule fois, jusqu’au {{ until }}. ' +
        'Ensuite, demandez-en un nouveau sur la page de connexion.',
      'Vous vous connecterez plus tard ici : {{ portal }}',
    ],
  },
  'welcome-password': {
    subject: 'Votre accès aux licences {{ producer }}',
    paragraphs: [
      'Bonjour {{ name }},',
      '{{ producer }} vous a ouvert un accès à son portail de licences. ' +
        'Votre nom d’utilisateur est {{ userName }}.',
      'Votre mot de passe provisoire est {{ password }}',
      'Il est valable jusqu’au {{ until }} ; un nouveau vous est demandé à la première connexion.',
      { link: '{{ portal }}', label: 'Se connecter' },
    ],
  },
  'password-link': {
    subject: 'Choisir un nouveau mot de passe pour {{ producer }}',
    paragraphs: [
      'Bonjour {{ name }},',
      'Quelqu’un, sans doute vous, a demandé un nouveau mot de passe ' +
        'pour le nom d’utilisateur {{ userName }}.',
      { link: '{{ link }}', label: 'Choisir un nouveau mot de passe' },
      'Le lien est valable une seule fois, jusqu’au {{ until }}.',
      'Si ce n’était pas vous, ne faites rien : votre mot de passe reste le même.',
    ],
  },
  'temporary-password': {
    subject: 'Votre mot de passe provisoire pour {{ producer }}',
    paragraphs: [
      'Bonjour {{ name }},',
      'Un nouveau mot de passe a été demandé pour le nom d’utilisateur {{ userName }}.',
      'Votre mot de passe provisoire est {{ password }}',
      'Il est valable jusqu’au {{ until }} ; un nouveau vous est demandé à la connexion.',
      { link: '{{ portal }}', label: 'Se connecter' },
    ],
  },
  'user-locked': {
    subject: 'Votre accès aux licences {{ producer }} est fermé',
    paragraphs: [
      'Bonjour {{ name }},',
      'Un mot de passe erroné a été saisi trop souvent pour le nom d’utilisateur {{ userName }} : ' +
        'l’accès a donc été fermé.',
      'Seul un administrateur peut le rouvrir. Votre mot de passe reste le même, et un nouveau n’y changerait rien.',
      'Si ce n’était pas vous, prévenez votre administrateur : quelqu’un essaie peut-être d’entrer.',
      'Vous serez averti par courriel dès que vous pourrez vous reconnecter ici : {{ portal }}',
    ],
  },
  'user-reactivated': {
    subject: 'Votre accès aux licences {{ producer }} est rouvert',
    paragraphs: [
      'Bonjour {{ name }},',
      'Un administrateur de {{ producer }} a rouvert votre accès. Votre nom d’utilisateur est {{ userName }}.',
      'Votre mot de passe n’a pas changé. Si vous l’avez oublié, demandez-en un nouveau sur la page de connexion.',
      { link: '{{ portal }}', label: 'Se connecter' },
    ],
  },
  'shared-user-reactivated': {
    subject: 'L’accès partagé {{ userName }} aux licences {{ producer }} est rouvert',
    paragraphs: [
      'Bonjour {{ name }},',
      'L’accès de {{ sharedName }}, que plusieurs personnes utilisent, a été rouvert. ' +
        'Son nom d’utilisateur est {{ userName }}.',
      'Le mot de passe n’a pas changé. Prévenez les personnes qui utilisent cet accès.',
      { link: '{{ portal }}', label: 'Se connecter' },
    ],
  },
  'license-activated': {
    subject: 'Votre fichier de licence pour {{ products }}',
    paragraphs: [
      'Bonjour,',
      'Ces produits de {{ producer }} ont été activés pour vous :',
      '{{ licenses }}',
      'Votre fichier de licence est joint ({{ files }}). ' +
        'Enregistrez-le sans le modifier à l’endroit où le produit le cherche.',
      'Toutes vos licences se trouvent dans le portail : {{ portal }}',
    ],
  },
  'license-emailed': {
    subject: 'Votre fichier de licence pour le produit {{ products }}',
    paragraphs: [
      'Bonjour,',
      '{{ message }}',
      'Votre fichier de licence pour le produit {{ products }} est joint ({{ files }}) :',
      '{{ licenses }}',
      'Enregistrez le fichier sans le modifier à l’endroit où le produit le cherche.',
      'Toutes vos licences se trouvent dans le portail : {{ portal }}',
    ],
  },
  'license-replaced': {
    subject: 'Votre nouveau fichier de licence pour {{ products }}',
    paragraphs: [
      'Bonjour,',
      'Votre licence de {{ producer }} a été modifiée :',
      '{{ licenses }}',
      'Le nouveau fichier de licence est joint ({{ files }}). Mettez-le à la place de l’ancien, qui n’est plus valable.',
      'Toutes vos licences sont dans le portail : {{ portal }}',
    ],
  },
  'license-beside': {
    subject: 'Un fichier de licence temporaire pour {{ products }}',
    paragraphs: [
      'Bonjour,',
      '{{ producer }} a émis pour vous une licence valable peu de temps :',
      '{{ licenses }}',
      'Le fichier de licence est joint ({{ files }}). Il s’ajoute à la licence que vous avez ; gardez les deux.',
      'Toutes vos licences sont dans le portail : {{ portal }}',
    ],
  },
  'license-refused': {
    subject: 'Il n’y a pas de fichier de licence pour {{ products }}',
    paragraphs: [
      'Bonjour,',
      '{{ producer }} a refusé des licences qui attendaient leurs fichiers : {{ reason }}',
      'Ces licences ont pris fin. Les copies de nouveau disponibles sont indiquées après les deux-points :',
      '{{ licenses }}',
      'Toutes vos licences sont dans le portail : {{ portal }}',
    ],
  },
  'license-good-again': {
    subject: 'Votre licence pour {{ products }} reste comme elle était',
    paragraphs: [
      'Bonjour,',
      'La modification de votre licence a été refusée par {{ producer }} : {{ reason }}',
      'La licence précédente est donc de nouveau valable ; continuez à utiliser son fichier :',
      '{{ licenses }}',
      'Toutes vos licences sont dans le portail : {{ portal }}',
    ],
  },
  'host-released': {
    subject: '{{ by }} a libéré la machine {{ host }}',
    paragraphs: [
      'Bonjour {{ name }},',
      '{{ by }} a libéré la machine {{ host }}. Ces licences y ont pris fin (copies après les deux-points) :',
      '{{ licenses }}',
      'Ce qui s’est passé : {{ reason }}',
      'Ce qui y fonctionne encore n’a plus de licence. Si c’est une erreur, adressez-vous à {{ producer }}.',
      { link: '{{ portal }}', label: 'Ouvrir le portail' },
    ],
  },
  'line-item-emailed': {
    subject: 'Votre droit d’utiliser {{ product }}',
    paragraphs: [
      'Bonjour,',
      '{{ message }}',
      'Ceci fait partie du droit {{ entitlementId }} de {{ producer }} : {{ product }}.',
      'L’identifiant d’activation est {{ activationId }}',
      '{{ facts }}',
      { link: '{{ portal }}', label: 'Activer dans le portail' },
    ],
  },
  'copies-split': {
    subject: 'Des copies de {{ products }} sont passées à {{ to }}',
    paragraphs: [
      'Bonjour,',
      '{{ copies }} copies de {{ products }} ({{ producer }}) sont passées de {{ from }} à {{ to }}.',
      'Elles peuvent être activées dès maintenant.',
      { link: '{{ portal }}', label: 'Voir dans le portail' },
    ],
  },
  'copies-transferred': {
    subject: '{{ products }} a été transféré à {{ to }}',
    paragraphs: [
      'Bonjour,',
      '{{ copies }} copies de {{ products }} ' +
        '({{ producer }}) ont été transférées de {{ from }} à {{ to }}.',
      'Elles peuvent être activées dès maintenant.',
      { link: '{{ portal }}', label: 'Voir dans le portail' },
    ],
  },
  'transfer-requested': {
    subject: 'Le transfert de {{ products }} attend une approbation',
    paragraphs: [
      'Bonjour,',
      '{{ copies }} copies de {{ products }} doivent passer de {{ from }} à {{ to }}.',
      'Elles sont en attente jusqu’à ce que {{ producer }} approuve le transfert. Vous serez informé.',
      { link: '{{ portal }}', label: 'Voir dans le portail' },
    ],
  },
  'transfer-approved': {
    subject: 'Le transfert de {{ products }} est approuvé',
    paragraphs: [
      'Bonjour,',
      '{{ producer }} a approuvé le transfert de {{ copies }} copies de {{ products }} ' +
        'de {{ from }} à {{ to }}.',
      'Elles peuvent être activées dès maintenant.',
      '{{ reason }}',
      { link: '{{ portal }}', label: 'Voir dans le portail' },
    ],
  },
  'transfer-rejected': {
    subject: 'Le transfert de {{ products }} est refusé',
    paragraphs: [
      'Bonjour,',
      '{{ producer }} a refusé le transfert de {{ copies }} copies de {{ products }} à {{ to }}.',
      'Elles sont de retour chez {{ from }}.',
      '{{ reason }}',
      { link: '{{ portal }}', label: 'Voir dans le portail' },
    ],
  },
  'renewal-requested': REQUEST,
  'renewal-requested-copy': REQUEST,
  'renewal-reminder': {
    subject: 'Ce qui expire parmi vos licences {{ producer }}',
    paragraphs: [
      'Bonjour {{ name }},',
      'Expire dans les {{ lookAhead }} prochains jours :',
      '{{ expiring }}',
      'A expiré ({{ expiredCount }}) :',
      '{{ expired }}',
      'Tout n’est pas indiqué ici ; le fichier joint {{ file }} est complet.',
      { link: '{{ page }}', label: 'Voir dans le portail et demander le renouvellement' },
      'Vous recevez ce message car vous y êtes abonné. Vous pouvez vous désabonner dans votre profil : {{ profile }}',
    ],
  },
}
