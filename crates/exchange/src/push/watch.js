// A service worker: rung without a word, it says that there is news. It keeps nothing and answers no request.
addEventListener("push", (event) => {
  event.waitUntil(registration.showNotification(NAME, { body: "Vous avez du nouveau.", tag: "du-nouveau", lang: "fr" }));
});
addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clients.openWindow("/notifications"));
});
