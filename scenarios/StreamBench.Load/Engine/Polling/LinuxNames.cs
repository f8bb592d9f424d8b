namespace StreamBench.Load.Engine.Polling;

/// <summary>Numbers of the Linux ABI, the same on x86-64 and arm64, by the names of their manual pages.</summary>
internal static class LinuxNames
{
    internal const int EPOLL_CTL_ADD = 1;
    internal const int EPOLL_CTL_DEL = 2;
    internal const int EPOLL_CTL_MOD = 3;
    internal const uint EPOLLIN = 1;
    internal const uint EPOLLOUT = 4;
    internal const uint EPOLLERR = 8;
    internal const uint EPOLLHUP = 0x10;
    internal const uint EPOLLRDHUP = 0x2000;
    internal const uint EPOLLET = 1u << 31;
    internal const int CLOEXEC = 0x80000;
    internal const int NONBLOCK = 0x800;
    internal const int SOCK_STREAM = 1;
    internal const int AF_INET = 2;
    internal const int AF_INET6 = 10;
    internal const int SOL_SOCKET = 1;
    internal const int SO_ERROR = 4;
    internal const int SO_LINGER = 13;
    internal const int SO_TIMESTAMPNS = 35;
    internal const int IPPROTO_IP = 0;
    internal const int IPPROTO_TCP = 6;
    internal const int TCP_NODELAY = 1;
    internal const int IP_BIND_ADDRESS_NO_PORT = 24;
    internal const int MSG_DONTWAIT = 0x40;
    internal const int MSG_NOSIGNAL = 0x4000;
    internal const uint SIOCINQ = 0x541B;
    internal const int PR_SET_TIMERSLACK = 29;
    internal const int RLIMIT_NOFILE = 7;
    internal const int CLOCK_THREAD_CPUTIME_ID = 3;

    internal const int EINTR = 4;
    internal const int EAGAIN = 11;
    internal const int ENOMEM = 12;
    internal const int ENFILE = 23;
    internal const int EMFILE = 24;
    internal const int EPIPE = 32;
    internal const int ENOSYS = 38;
    internal const int EADDRNOTAVAIL = 99;
    internal const int ENETUNREACH = 101;
    internal const int ECONNABORTED = 103;
    internal const int ECONNRESET = 104;
    internal const int ENOBUFS = 105;
    internal const int ETIMEDOUT = 110;
    internal const int ECONNREFUSED = 111;
    internal const int EHOSTUNREACH = 113;
    internal const int EINPROGRESS = 115;
}
