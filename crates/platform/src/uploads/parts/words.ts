// What is said of a file on its way.

const NARROW = "\u202f";
const format = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });

/** « 12,4 Mo ». */
export function size(bytes: number): string {
  const units = ["octets", "ko", "Mo", "Go"];
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${format.format(value)}\u00a0${units[unit]}`;
}

/** « 34 %, 12 Mo sur 35 Mo ». */
export function progress(sent: number, total: number): string {
  const percent = total === 0 ? 0 : Math.floor((100 * sent) / total);
  return `${percent}${NARROW}%, ${size(sent)} sur ${size(total)}`;
}

export const WORDS = {
  sending: "Envoi en cours. Vous pouvez continuer à remplir le formulaire.",
  paused: "Envoi suspendu.",
  cut: `La connexion est coupée${NARROW}: l’envoi reprendra tout seul.`,
  arrived: "Le fichier est arrivé. Il sera enregistré avec le formulaire.",
  waiting: `Le formulaire partira dès que le fichier sera arrivé.`,
  signedOut: `Votre connexion a expiré. Rechargez la page, connectez-vous, puis choisissez à nouveau le même fichier${NARROW}: l’envoi reprendra où il en était.`,
  failed: `L’envoi n’a pas abouti. Choisissez à nouveau le fichier${NARROW}: l’envoi reprendra où il en était.`,
};
