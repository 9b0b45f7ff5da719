import { createTransport } from 'nodemailer';

// nhost/auth hands its password to these without encryption, and to no other.
const TRUSTED_IN_PLAIN = new Set(['mailhog', 'localhost', '127.0.0.1', '::1']);

const TEXTS = {
  emailVerify: ['Verify your email', 'Use this link to verify your email:'],
  passwordReset: ['Reset your password', 'Use this link to reset your password:'],
};

/** Sends what nhost/auth would send, under the same conditions, so that mail that works here works there. */
export class Mail {
  constructor({ smtp, serverUrl, prefix }) {
    this.smtp = smtp;
    this.base = `${serverUrl.replace(/\/$/, '')}${serverUrl.endsWith(prefix) ? '' : prefix}`;
    if (smtp.host) {
      this.transport = createTransport({
        host: smtp.host, port: smtp.port, secure: smtp.secure, requireTLS: !smtp.secure && !TRUSTED_IN_PLAIN.has(smtp.host),
        authMethod: smtp.method, auth: { user: smtp.user, pass: smtp.password }, name: 'hasura-auth',
      });
    }
  }

  async send(kind, to, ticket, redirectTo) {
    if (!this.transport) throw new Error('AUTH_SMTP_HOST: must be set to send mail');
    const link = `${this.base}/verify?${new URLSearchParams({ ticket, type: kind, redirectTo })}`;
    const [subject, text] = TEXTS[kind];
    await this.transport.sendMail({
      from: this.smtp.sender, to, subject, text: `${text}\n\n${link}\n`,
      headers: { 'X-Ticket': ticket, 'X-Redirect-To': redirectTo, 'X-Email-Template': kind === 'emailVerify' ? 'email-verify' : 'password-reset', 'X-Link': link },
    });
  }
}
