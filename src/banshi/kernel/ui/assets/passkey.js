// Passkeys: asks the browser, writes its answer into the form, sends the form. Staff pages only.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

async function create(options) {
  const asked = options.publicKey;
  const made = await navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: known(asked.excludeCredentials),
    },
  });
  const said = made.response;
  return answer(made, {
    clientDataJSON: text(said.clientDataJSON),
    attestationObject: text(said.attestationObject),
  });
}

async function get(options) {
  const asked = options.publicKey;
  const used = await navigator.credentials.get({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      allowCredentials: known(asked.allowCredentials),
    },
  });
  const said = used.response;
  return answer(used, {
    clientDataJSON: text(said.clientDataJSON),
    authenticatorData: text(said.authenticatorData),
    signature: text(said.signature),
    ...(said.userHandle ? { userHandle: text(said.userHandle) } : {}),
  });
}

const answer = (one, response) =>
  JSON.stringify({ id: one.id, rawId: text(one.rawId), type: one.type, response, clientExtensionResults: {} });

async function send(form, ask) {
  const said = form.querySelector("[data-passkey-said]");
  try {
    form.elements.answer.value = await ask();
    form.submit();
  } catch {
    said.textContent = said.dataset.failed;
  }
}

for (const form of document.querySelectorAll("[data-passkey-create]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    send(form, () => create(JSON.parse(form.dataset.passkeyCreate)));
  });
}
for (const form of document.querySelectorAll("[data-passkey-get]")) {
  if (!window.PublicKeyCredential) continue;
  form.querySelector("[data-passkey-ask]").hidden = false;
  form.querySelector("[data-passkey-go]").addEventListener("click", () => {
    send(form, () => get(JSON.parse(form.dataset.passkeyGet)));
  });
}
