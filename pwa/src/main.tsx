import { settleIn } from "./installed/begin";
import { nextTask } from "./lib/idle";
import { inTelegram, takeTelegramStart } from "./lib/telegram";
import "./theme/app.css";
import { wearTheme } from "./theme/theme";

/**
 * The page's shape is shown before the app is unpacked, which keeps a slow phone busy for a while. A page that
 * nobody looks at gets no frames and need not wait for one.
 */
function afterFirstPicture(act: () => void) {
  if (document.hidden) act();
  else requestAnimationFrame(() => setTimeout(act));
}

async function begin() {
  const { start } = await import("./start");
  await nextTask();
  await start();
}

takeTelegramStart();
if (inTelegram()) wearTheme();
afterFirstPicture(() => void begin());
settleIn();
