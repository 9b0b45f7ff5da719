package dev.nself.config;

/**
 * The mail server that Auth sends through.
 *
 * @param host its host name
 * @param port its port
 * @param user user name; null: no sign-in
 * @param password password of that user
 * @param sender address that mails come from
 * @param secure whether the connection starts with TLS (port 465); else STARTTLS is used where offered
 */
public record SmtpArgs(
        @Doc("Host name of the mail server") @Required(fix = "set the mail server's host name") String host,
        @Doc("Port of the mail server") @Range(min = 1, max = 65535) Integer port,
        @Doc("User name at the mail server") String user,
        @Doc("Password at the mail server; encrypted") @Secret String password,
        @Doc("Address that mails come from") @Required(fix = "set the address that mails come from") String sender,
        @Doc("Whether the connection starts with TLS, as on port 465") Boolean secure) {

    public SmtpArgs {
        port = port == null ? Integer.valueOf(587) : port;
        secure = secure == null ? Boolean.valueOf(port == 465) : secure;
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "SmtpArgs[host=" + host + ", port=" + port + ", user=" + user + ", sender=" + sender + ", secure="
                + secure + "]";
    }
}
