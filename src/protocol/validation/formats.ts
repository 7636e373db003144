// String formats that no regular expression settles: each function says whether a string is of the format.

/** Can this be parsed as a URL? */
export function canParse(text: string): boolean {
  try {
    return Boolean(new URL(text));
  } catch {
    return false;
  }
}

/** An IPv6 address. */
export function isIpv6(text: string): boolean {
  return /^[0-9a-fA-F:.]+$/.test(text) && canParse(`http://[${text}]`);
}

/** An IPv6 range. */
export function isCidrv6(text: string): boolean {
  const [address = "", bits = "", ...more] = text.split("/");
  const size = Number(bits);
  return more.length === 0 && String(size) === bits && size >= 0 && size <= 128 && isIpv6(address);
}

/** Standard base64 with its padding. */
export function isBase64(text: string): boolean {
  if (text === "") return true;
  if (text.length % 4 !== 0 || /\s/.test(text)) return false;
  try {
    atob(text);
    return true;
  } catch {
    return false;
  }
}

/** Base64 for URLs, without padding. */
export function isBase64url(text: string): boolean {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return false;
  const standard = text.replaceAll("-", "+").replaceAll("_", "/");
  return isBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, "="));
}

/** A card number: 12 to 19 digits, in groups or not, with the right check digit. */
export function isCreditCard(text: string): boolean {
  if (!/^\d(?:[ -]?\d){11,18}$/.test(text)) return false;
  const digits = text.replaceAll(/[ -]/g, "");
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    sum += index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

/** An IBAN in its electronic form, with the right check digits. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}(?!00|01|99)\d{2}[A-Z0-9]{11,30}$/.test(text)) return false;
  let remainder = 0;
  for (const char of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}
