/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Set;

/** The secret that whoever steers routers over HTTP has to know. Immutable. */
public final class BearerToken {

    static final int MIN_LENGTH = 16;
    private static final int MAX_LENGTH = 1024;
    private static final String SCHEME = "Bearer ";
    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final byte[] secret;

    /**
     * A token that is known already.
     *
     * @param secret 16 to 1024 printable ASCII characters without spaces (RFC 6750 2.1)
     * @throws IllegalArgumentException if it is something else; does not repeat it
     */
    public BearerToken(String secret) {
        if (secret.length() < MIN_LENGTH || secret.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("the token must have " + MIN_LENGTH + ".." + MAX_LENGTH
                    + " characters, this one has " + secret.length());
        }
        if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException("the token must be printable ASCII without spaces");
        }
        this.secret = secret.getBytes(US_ASCII);
    }

    /**
     * The token that is the content of a file, but for white space at its ends.
     *
     * @throws PlatformException if the file cannot be read, may be read by others than its owner, or has no token in it
     */
    public static BearerToken read(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!OWNER.containsAll(permissions)) {
                throw new PlatformException("token file " + file + " is open to others ("
                        + PosixFilePermissions.toString(permissions) + "): chmod 600 " + file);
            }
            return new BearerToken(Files.readString(file).strip());
        } catch (IOException | UnsupportedOperationException e) {
            throw new PlatformException("token file " + file + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new PlatformException(
                    "token file " + file + ": " + e.getMessage() + "; openssl rand -hex 24 makes a good one", e);
        }
    }

    /** Whether an Authorization header proves that its sender knows the token. Takes as long for a near miss as for any. */
    boolean matches(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given = authorization.substring(SCHEME.length()).strip().getBytes(US_ASCII);
        return MessageDigest.isEqual(given, secret);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BearerToken token && MessageDigest.isEqual(token.secret, secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    /** Not the secret. */
    @Override
    public String toString() {
        return "token of " + secret.length + " characters";
    }
}
