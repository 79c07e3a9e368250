/** A plugin for Rolldown and Vite that writes the licences of all third-party code in a bundle beside it. */
export function thirdPartyNotices(): { name: string };
