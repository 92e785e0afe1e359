// smtp_server.mjs - a real SMTP server for the mail tests, on a free loopback port.
//   node smtp_server.mjs FOLDER [starttls CERT KEY]
// Prints "port N" when ready. An accepted mail becomes FOLDER/N.json {from, to, user, secure, raw}.
// Recipients choose the answer: busy-once@ gets 451 the first time, unknown@ always 550.
// With starttls it demands STARTTLS and the account tester / sesame.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { SMTPServer } from "smtp-server";

const [folder, mode, certificate, key] = process.argv.slice(2);
const secured = mode === "starttls";
const seen = new Map();
let count = 0;

function answer(code, words) {
  const error = new Error(words);
  error.responseCode = code;
  return error;
}

const server = new SMTPServer({
  authOptional: !secured,
  disabledCommands: secured ? [] : ["STARTTLS", "AUTH"],
  ...(secured ? { cert: readFileSync(certificate), key: readFileSync(key) } : {}),
  onAuth(auth, session, done) {
    if (session.secure && auth.username === "tester" && auth.password === "sesame") {
      return done(null, { user: auth.username });
    }
    return done(answer(535, "authentication failed"));
  },
  onRcptTo(address, session, done) {
    const name = address.address.split("@")[0];
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    if (name === "unknown") return done(answer(550, "no such user here"));
    if (name === "busy" || (name === "busy-once" && times === 1)) {
      return done(answer(451, "try again later"));
    }
    return done();
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on("data", (part) => parts.push(part));
    stream.on("end", () => {
      count += 1;
      const mail = {
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map((one) => one.address),
        user: session.user ?? "",
        secure: Boolean(session.secure),
        raw: Buffer.concat(parts).toString("utf8"),
      };
      // Renamed into place, so that a reader never meets half a file.
      writeFileSync(`${folder}/mail.tmp`, JSON.stringify(mail));
      renameSync(`${folder}/mail.tmp`, `${folder}/${count}.json`);
      done();
    });
  },
});
server.on("error", (error) => console.error(error.message));
server.listen(0, "127.0.0.1", () => console.log(`port ${server.server.address().port}`));
