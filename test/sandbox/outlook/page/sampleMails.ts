// Sample mails in English and French: numbers with labels, a signature, figures that are no numbers, and a hostile one.
import type { MailboxItem } from './outlookTypes.ts';

const hourMs = 3_600_000;
const hostileRepeats = 40;

const threeNumbers = `<p>Hello,</p>
<p>we have moved. These are my numbers from Monday on:</p>
<table>
  <tr><td>Office:</td><td><b>+33 1 99 00 12 34</b></td></tr>
  <tr><td>Mobile:</td><td>+1 (202) 555-0143</td></tr>
  <tr><td>London:</td><td>+44 20 7946 0958</td></tr>
</table>
<p>Kind regards<br>Grace Sample</p>`;

const signature = `<p>Bonjour,</p>
<p>Merci pour votre retour, le devis est signé. Je reste à votre disposition.</p>
<p>Bien cordialement,</p>
<p><b>Hélène Exemple</b><br>Responsable des achats, Exemple &amp; Cie<br>
Standard&nbsp;: 01 99 00 45 00<br>
Ligne directe&nbsp;: 01&nbsp;99&nbsp;00&nbsp;45&nbsp;67<br>
Télécopie&nbsp;: 01.99.00.45.01<br>
12 rue de l’Exemple, 75000 Paris</p>`;

const noNumbers = `<p>Bonjour,</p>
<p>voici le récapitulatif de votre commande, sans numéro de téléphone :</p>
<ul>
  <li>Commande n° 202611200042, client 0199004567890</li>
  <li>Facture FA-2026-118734 du 20/11/2026, échéance 2026-12-20</li>
  <li>IBAN FR76 3000 6000 0112 3456 7890 189, BIC AGRIFRPP</li>
  <li>Montant : 12 345,67 €, TVA 2 057,61 €</li>
  <li>Colis 6A 1234 5678 901, version 16.01.20131.20126, serveur 192.0.2.17</li>
</ul>
<p>Le service des commandes</p>`;

const callBack = `<p>Hi,</p>
<p>please call me back when you have a minute, I am in the London office all day.</p>
<p>Thanks<br>Oliver Sample</p>`;

/** What somebody may write to do harm: mentions, Markdown, markup, scripts, links that run code. */
const hostileName = '<at>everyone</at> [x](https://evil.example) **b**';
const hostile = `<script>document.title = 'owned'</script>
<img src="x" onerror="document.title = 'owned'">
<p>&lt;at&gt;everyone&lt;/at&gt; [x](https://evil.example) **b**</p>
<p><a href="javascript:document.title='owned'">+1 202 555 0199</a></p>
<p><a href="tel:+12025550199;phone-context=evil.example">Call now</a>, <a href="https://evil.example/?n=%2B12025550199">or here</a></p>
<p>\u202e+1 202 555 0199\u202c</p>`;

/** The mails of the inbox, newest first. */
export function sampleMails(now: number): readonly MailboxItem[] {
  const mail = (
    id: string,
    language: 'en' | 'fr',
    hoursAgo: number,
  ): Pick<MailboxItem, 'id' | 'kind' | 'language' | 'at'> => ({
    id,
    kind: 'message',
    language,
    at: now - hoursAgo * hourMs,
  });
  return [
    {
      ...mail('three-numbers', 'en', 1),
      subject: 'We have moved: my new numbers',
      from: { name: 'Grace Sample', address: 'grace.sample@example.com' },
      html: threeNumbers,
    },
    {
      ...mail('signature', 'fr', 3),
      subject: 'RE: Devis signé, merci',
      from: { name: 'Hélène Exemple', address: 'helene.exemple@example.com' },
      html: signature,
    },
    {
      ...mail('no-numbers', 'fr', 5),
      subject: 'Votre commande 202611200042 du 20/11/2026',
      from: { name: 'Service des commandes', address: 'commandes@example.com' },
      html: noNumbers,
    },
    {
      ...mail('call-back', 'en', 8),
      subject: 'Please call me back on +44 20 7946 0123',
      from: { name: 'Oliver Sample', address: 'oliver.sample@example.com' },
      html: callBack,
    },
    {
      ...mail('hostile', 'en', 26),
      subject: `${hostileName} <img src=x onerror=alert(1)> `.repeat(hostileRepeats).trim(),
      from: { name: hostileName, address: 'mallory@evil.example' },
      html: hostile,
    },
  ];
}
