import django.db.models.deletion
import evaluation.models.panel
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('challenges', '0001_initial'),
        ('submissions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Panel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('challenge', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='panel', to='challenges.challenge')),
                ('state', models.CharField(choices=[('forming', 'Being formed'), ('appointed', 'Appointed'), ('discharged', 'Discharged')], default='forming', max_length=20, verbose_name='State')),
                ('appointed_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Juror',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('panel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='jurors', to='evaluation.panel')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to=settings.AUTH_USER_MODEL)),
                ('code', models.CharField(default=evaluation.models.panel.new_seat_code, editable=False, max_length=10, unique=True)),
                ('role', models.CharField(choices=[('chair', 'Chair'), ('member', 'Member'), ('deputy', 'Deputy')], max_length=10, verbose_name='Role on the panel')),
                ('qualification', models.CharField(blank=True, max_length=200, verbose_name='Post and field')),
                ('invited_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
                ('stepped_in_at', models.DateTimeField(blank=True, null=True)),
                ('recused_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['invited_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('panel', 'user'), name='juror_once_per_panel'), models.UniqueConstraint(condition=models.Q(('declined_at__isnull', True), ('recused_at__isnull', True), ('role', 'chair')), fields=('panel',), name='juror_one_chair_per_panel'), models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('declined_at__isnull', True), _connector='OR'), name='juror_accepted_or_declined')],
            },
        ),
        migrations.CreateModel(
            name='Declaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('juror', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='evaluation.juror')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='challenges.round')),
                ('list_shown_at', models.DateTimeField()),
                ('declared_at', models.DateTimeField(blank=True, null=True)),
                ('statement', models.TextField(blank=True, verbose_name='What connects you')),
                ('conflicts', models.ManyToManyField(blank=True, related_name='declared_conflicts', to='submissions.proposal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('juror', 'round'), name='declaration_once_per_round')],
            },
        ),
        migrations.CreateModel(
            name='Scorecard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('juror', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scorecards', to='evaluation.juror')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scorecards', to='submissions.entry')),
                ('state', models.CharField(choices=[('assigned', 'Not started'), ('draft', 'Started'), ('submitted', 'Submitted'), ('locked', 'Locked'), ('recused', 'Recused')], default='assigned', max_length=20, verbose_name='State')),
                ('comment', models.TextField(blank=True, verbose_name='Comment for the supplier')),
                ('private_note', models.TextField(blank=True, verbose_name='Private note')),
                ('recusal_reason', models.TextField(blank=True, verbose_name='Why the juror stepped back')),
                ('saved_at', models.DateTimeField(blank=True, null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['entry', 'state'], name='evaluation__entry_i_4a0ead_idx')],
                'constraints': [models.UniqueConstraint(fields=('juror', 'entry'), name='scorecard_once_per_juror_and_entry')],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scorecard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='evaluation.scorecard')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='challenges.criterion')),
                ('mark', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='Mark')),
                ('reason', models.TextField(blank=True, verbose_name='Reason')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('scorecard', 'criterion'), name='score_once_per_criterion'), models.CheckConstraint(condition=models.Q(('mark__gte', Decimal('0'))), name='score_mark_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='RankingSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ranking', to='challenges.round')),
                ('content', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='report', to='challenges.round')),
                ('state', models.CharField(choices=[('draft', 'Being written'), ('signing', 'Waiting for signatures'), ('signed', 'Signed')], default='draft', max_length=20, verbose_name='State')),
                ('remarks', models.TextField(blank=True, verbose_name='Remarks of the jury')),
                ('content', models.JSONField(default=dict)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('circulated_at', models.DateTimeField(blank=True, null=True)),
                ('signed_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='evaluation.report')),
                ('juror', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='evaluation.juror')),
                ('sha256', models.CharField(max_length=64)),
                ('signed_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['signed_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('report', 'juror'), name='signature_once')],
            },
        ),
    ]
