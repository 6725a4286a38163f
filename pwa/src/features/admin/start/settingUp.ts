/** Where the browser's tab keeps the slug of the lot whose first booking is being made, so that its page leads back. */
export const SETTING_UP = "setting-up";
