// Passkeys: what the server offers goes to the browser, what the key answers goes back in the form.
// A form says what it does: data-passkey="sign-in", "use" or "add". Without scripts the password works.

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const letters = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const known = (keys) => (keys ?? []).map((key) => ({ ...key, id: bytes(key.id) }));

async function offered(form) {
  if (form.dataset.passkey !== "sign-in") {
    return JSON.parse(document.getElementById("passkey-options").textContent);
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function toAdd(form, options) {
  const alone = form.elements.passwordless?.checked ?? false;
  return {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: known(options.excludeCredentials),
    authenticatorSelection: {
      ...options.authenticatorSelection,
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: alone,
      ...(alone ? { userVerification: "required" } : {}),
    },
  };
}

const toUse = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  allowCredentials: known(options.allowCredentials),
});

async function ask(form) {
  const said = await offered(form);
  if (form.dataset.passkey === "add") {
    return navigator.credentials.create({ publicKey: toAdd(form, said.creation_options.publicKey) });
  }
  return navigator.credentials.get({ publicKey: toUse(said.request_options.publicKey) });
}

function told(key) {
  const response = { clientDataJSON: letters(key.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[name]) response[name] = letters(key.response[name]);
  }
  if (key.response.getTransports) response.transports = key.response.getTransports();
  return {
    id: key.id,
    rawId: letters(key.rawId),
    type: key.type,
    response,
    clientExtensionResults: key.getClientExtensionResults(),
    authenticatorAttachment: key.authenticatorAttachment ?? null,
  };
}

document.querySelectorAll("form[data-passkey]").forEach((form) => {
  const trouble = form.querySelector("[role=alert]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    trouble.hidden = true;
    const button = event.submitter ?? form.querySelector("[type=submit]");
    button.setAttribute("aria-busy", "true");
    try {
      form.querySelector("[name$=credential]").value = JSON.stringify(told(await ask(form)));
      form.submit();
    } catch {
      button.removeAttribute("aria-busy");
      trouble.textContent = form.dataset.trouble;
      trouble.hidden = false;
    }
  });
});
