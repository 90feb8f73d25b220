/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.ChecksumForm;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.Vrid;
import io.vip4j.vrrp.VrrpVersion;
import io.vip4j.wire.Advertisement.Authentication;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Turns datagrams into advertisements and back. Stateless. */
public final class AdvertisementCodec {

    private static final int HEADER_LENGTH = 8;
    private static final int AUTHENTICATION_LENGTH = 8;
    private static final int TYPE_ADVERTISEMENT = 1;
    private static final int REQUIRED_TTL = 255;
    /** Where a message has its VRID. */
    public static final int VRID_AT = 1;

    private static final int VRRP_PROTOCOL = 112;

    private static final int VERSION_AND_TYPE_AT = 0;
    private static final int PRIORITY_AT = 2;
    private static final int COUNT_AT = 3;
    private static final int INTERVAL_AT = 4; // v3: 4 reserved bits and 12 bits of centiseconds.
    private static final int AUTHENTICATION_TYPE_AT = 4; // v2.
    private static final int INTERVAL_SECONDS_AT = 5; // v2.
    private static final int CHECKSUM_AT = 6;

    private AdvertisementCodec() {}

    /**
     * Runs the checks of RFC 9568 7.1 that need no knowledge of the local routers, in the order of
     * {@link RejectReason}. Accepts both checksum forms of VRRPv3 over IPv4.
     *
     * @param source sender; its family is the family of the advertisement
     * @param destination group or local address the datagram was sent to
     * @param timeToLive TTL or hop limit; 255 if the destination is a group, for the router to judge if it is not
     * @param message big-endian, from position to limit as delimited by the IP length; unchanged afterwards
     */
    public static Decoded decode(IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message) {
        int start = message.position();
        int length = message.remaining();
        // What RFC 9568 says of TTL and link-local addresses is about groups; unicast is outside of it.
        if (destination.isMulticast() && timeToLive != REQUIRED_TTL) {
            return rejected(RejectReason.TTL_NOT_255);
        }
        if (length < HEADER_LENGTH) {
            return rejected(RejectReason.TRUNCATED);
        }
        int versionNumber = unsigned(message, start + VERSION_AND_TYPE_AT) >>> 4;
        boolean v3 = versionNumber == VrrpVersion.V3.number();
        if (!v3 && (versionNumber != VrrpVersion.V2.number() || source.family() == AddressFamily.IPV6)) {
            return rejected(RejectReason.VERSION_UNKNOWN);
        }
        if ((unsigned(message, start + VERSION_AND_TYPE_AT) & 0x0F) != TYPE_ADVERTISEMENT) {
            return rejected(RejectReason.TYPE_UNKNOWN);
        }
        if (unsigned(message, start + VRID_AT) == 0) {
            return rejected(RejectReason.VRID_ZERO);
        }
        int count = unsigned(message, start + COUNT_AT);
        int announced = HEADER_LENGTH + count * source.family().octets() + (v3 ? 0 : AUTHENTICATION_LENGTH);
        if (length != announced) {
            if (count == 0) {
                return rejected(RejectReason.COUNT_ZERO);
            }
            return rejected(length < announced ? RejectReason.TRUNCATED : RejectReason.LENGTH_MISMATCH);
        }
        return v3 ? decodeV3(source, destination, message, count) : decodeV2(message, count);
    }

    /**
     * The virtual router that a message speaks of, 0..255, whatever else is in it; -1 if it is too short to say.
     *
     * @param message from position to limit; unchanged afterwards
     */
    public static int vrid(ByteBuffer message) {
        return message.remaining() > VRID_AT ? unsigned(message, message.position() + VRID_AT) : -1;
    }

    private static Decoded decodeV3(IpAddress source, IpAddress destination, ByteBuffer message, int count) {
        int start = message.position();
        int centiseconds = message.getShort(start + INTERVAL_AT) & 0x0FFF; // RFC 9568 5.2.6: reserved bits are ignored.
        if (centiseconds == 0) {
            return rejected(RejectReason.INTERVAL_ZERO);
        }
        // A correct checksum makes the sum over the message, the field included, fold to zero.
        long sum = InternetChecksum.sum(message, start, message.remaining());
        long pseudo = InternetChecksum.pseudoHeaderSum(source, destination, VRRP_PROTOCOL, message.remaining());
        ChecksumForm form;
        if (InternetChecksum.fold(sum + pseudo) == 0) {
            form = ChecksumForm.PSEUDO_HEADER;
        } else if (source.family() == AddressFamily.IPV4 && InternetChecksum.fold(sum) == 0) {
            form = ChecksumForm.MESSAGE_ONLY;
        } else {
            return rejected(RejectReason.CHECKSUM);
        }
        List<IpAddress> addresses = addresses(source.family(), message, count);
        if (source.family() == AddressFamily.IPV6 && destination.isMulticast()) {
            if (!source.isLinkLocal()) {
                return rejected(RejectReason.SOURCE_NOT_LINK_LOCAL);
            }
            if (count > 0 && !addresses.get(0).isLinkLocal()) {
                return rejected(RejectReason.FIRST_ADDRESS_NOT_LINK_LOCAL);
            }
        }
        return new Decoded.Accepted(
                new Advertisement(
                        VrrpVersion.V3,
                        new Vrid(unsigned(message, start + VRID_AT)),
                        new Priority(unsigned(message, start + PRIORITY_AT)),
                        new AdvertisementInterval(centiseconds),
                        addresses,
                        Authentication.NONE),
                form);
    }

    private static Decoded decodeV2(ByteBuffer message, int count) {
        int start = message.position();
        int seconds = unsigned(message, start + INTERVAL_SECONDS_AT);
        if (seconds == 0) {
            return rejected(RejectReason.INTERVAL_ZERO);
        }
        if (InternetChecksum.fold(InternetChecksum.sum(message, start, message.remaining())) != 0) {
            return rejected(RejectReason.CHECKSUM);
        }
        Authentication authentication = new Authentication(
                unsigned(message, start + AUTHENTICATION_TYPE_AT),
                message.getLong(message.limit() - AUTHENTICATION_LENGTH));
        return new Decoded.Accepted(
                new Advertisement(
                        VrrpVersion.V2,
                        new Vrid(unsigned(message, start + VRID_AT)),
                        new Priority(unsigned(message, start + PRIORITY_AT)),
                        new AdvertisementInterval(seconds * 100),
                        addresses(AddressFamily.IPV4, message, count),
                        authentication),
                ChecksumForm.MESSAGE_ONLY);
    }

    /** Length of the encoded advertisement in octets. */
    public static int encodedLength(Advertisement advertisement) {
        int addresses = 0;
        for (IpAddress address : advertisement.addresses()) {
            addresses += address.family().octets();
        }
        return HEADER_LENGTH + addresses + (advertisement.version() == VrrpVersion.V2 ? AUTHENTICATION_LENGTH : 0);
    }

    /**
     * Writes an advertisement from the position on and moves the position behind it.
     *
     * @param form the checksum form of VRRPv3 over IPv4; other advertisements have only one
     * @param source the source address that the packet will have
     * @param destination the destination address that the packet will have
     * @param into big-endian, with room for {@link #encodedLength}
     */
    public static void encode(
            Advertisement advertisement, ChecksumForm form, IpAddress source, IpAddress destination, ByteBuffer into) {
        int start = into.position();
        int length = encodedLength(advertisement);
        boolean v3 = advertisement.version() == VrrpVersion.V3;
        AdvertisementInterval interval = advertisement.interval();
        into.put(start + VERSION_AND_TYPE_AT, (byte) (advertisement.version().number() << 4 | TYPE_ADVERTISEMENT));
        into.put(start + VRID_AT, (byte) advertisement.vrid().value());
        into.put(start + PRIORITY_AT, (byte) advertisement.priority().value());
        into.put(start + COUNT_AT, (byte) advertisement.addresses().size());
        if (v3) {
            into.putShort(start + INTERVAL_AT, (short) interval.centiseconds());
        } else {
            into.put(start + AUTHENTICATION_TYPE_AT, (byte)
                    advertisement.authentication().type());
            into.put(start + INTERVAL_SECONDS_AT, (byte) interval.wholeSeconds());
            into.putLong(
                    start + length - AUTHENTICATION_LENGTH,
                    advertisement.authentication().data());
        }
        into.putShort(start + CHECKSUM_AT, (short) 0);
        int at = start + HEADER_LENGTH;
        for (IpAddress address : advertisement.addresses()) {
            address.write(into, at);
            at += address.family().octets();
        }
        long sum = InternetChecksum.sum(into, start, length);
        if (v3 && (form == ChecksumForm.PSEUDO_HEADER || source.family() == AddressFamily.IPV6)) {
            sum += InternetChecksum.pseudoHeaderSum(source, destination, VRRP_PROTOCOL, length);
        }
        into.putShort(start + CHECKSUM_AT, (short) InternetChecksum.fold(sum));
        into.position(start + length);
    }

    private static List<IpAddress> addresses(AddressFamily family, ByteBuffer message, int count) {
        List<IpAddress> addresses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            addresses.add(IpAddress.read(family, message, message.position() + HEADER_LENGTH + i * family.octets()));
        }
        return addresses;
    }

    private static int unsigned(ByteBuffer message, int offset) {
        return message.get(offset) & 0xFF;
    }

    private static Decoded rejected(RejectReason reason) {
        return new Decoded.Rejected(reason);
    }
}
