package dev.postern.lab.servers;

import static io.netty.channel.ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE;

import dev.postern.lab.LabAddresses;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DefaultDnsResponse;
import io.netty.handler.codec.dns.DnsQuery;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.util.NetUtil;
import java.util.Locale;
import java.util.Map;

/**
 * The cluster's DNS: knows a few names by their IPv4 address. Other types of a known name have no
 * answer (as an IPv4-only cluster says about AAAA); other names do not exist.
 */
final class DnsAnswer extends SimpleChannelInboundHandler<DnsQuery> {

  private static final int TTL_SECONDS = 30;

  private static final Map<String, String> ADDRESSES =
      Map.of(LabAddresses.CLUSTER_DNS_NAME + ".", LabAddresses.CLUSTER_DNS);

  @Override
  protected void channelRead0(ChannelHandlerContext context, DnsQuery query) {
    DnsQuestion question = query.recordAt(DnsSection.QUESTION);
    context
        .writeAndFlush(answer(emptyResponse(query), question))
        .addListener(FIRE_EXCEPTION_ON_FAILURE);
  }

  private static DnsResponse emptyResponse(DnsQuery query) {
    if (query instanceof DatagramDnsQuery datagram) {
      return new DatagramDnsResponse(
          /* sender= */ datagram.recipient(), /* recipient= */ datagram.sender(), query.id());
    }
    return new DefaultDnsResponse(query.id());
  }

  private static DnsResponse answer(DnsResponse response, DnsQuestion question) {
    response.setAuthoritativeAnswer(true).setRecursionAvailable(true);
    response.addRecord(DnsSection.QUESTION, question);
    String address = ADDRESSES.get(question.name().toLowerCase(Locale.ROOT));
    if (address == null) {
      return response.setCode(DnsResponseCode.NXDOMAIN);
    }
    if (question.type().equals(DnsRecordType.A)) {
      response.addRecord(
          DnsSection.ANSWER,
          new DefaultDnsRawRecord(
              question.name(),
              DnsRecordType.A,
              TTL_SECONDS,
              Unpooled.wrappedBuffer(NetUtil.createByteArrayFromIpAddressString(address))));
    }
    return response;
  }
}
