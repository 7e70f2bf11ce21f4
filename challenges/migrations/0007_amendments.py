"""Amendments of what is public, and their guard: what was published or discarded never changes, what waits for approval only ends."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.triggers import GuardTable


OVER = "OLD.state IN ('published', 'discarded')"
GUARD = {
    "INSERT": "NEW.state <> 'drafting'",
    "UPDATE": f"{OVER} OR NEW.challenge_id <> OLD.challenge_id OR NEW.base_id <> OLD.base_id"
    " OR (OLD.state = 'in_review' AND NEW.state = 'in_review')"
    " OR (OLD.state = 'in_review' AND NEW.state = 'published' AND (NEW.candidate_id <> OLD.candidate_id OR NEW.reason <> OLD.reason))",
    "DELETE": "1 = 1",
}


class Migration(migrations.Migration):

    dependencies = [
        ('challenges', '0006_rules_in_documents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('drafting', 'Being written'), ('in_review', 'In review'), ('published', 'Published'), ('discarded', 'Discarded')], default='drafting', max_length=20, verbose_name='State')),
                ('code', models.CharField(choices=[('cor-buy', 'A correction by the authority'), ('update-add', 'Information is updated or added'), ('info-release', 'Information that was held back is released'), ('susp-review', 'A review body asked for it')], max_length=20, verbose_name='Kind of reason')),
                ('reason', models.TextField(verbose_name='Reason')),
                ('return_reason', models.TextField(blank=True)),
                ('impact', models.JSONField(default=list)),
                ('started_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('discarded_at', models.DateTimeField(blank=True, null=True)),
                ('base', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='challenges.challengeversion')),
                ('candidate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='challenges.challengeversion')),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='challenges.challenge')),
                ('discarded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['challenge', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False)), models.Q(('submitted_at__isnull', True), ('submitted_by__isnull', True)), _connector='OR'), name='amendment_submitted_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('published_by__isnull', False)), models.Q(('published_at__isnull', True), ('published_by__isnull', True)), _connector='OR'), name='amendment_published_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('discarded_at__isnull', False), ('discarded_by__isnull', False)), models.Q(('discarded_at__isnull', True), ('discarded_by__isnull', True)), _connector='OR'), name='amendment_discarded_at_and_by'), models.UniqueConstraint(condition=models.Q(('state__in', ['drafting', 'in_review'])), fields=('challenge',), name='amendment_open_once'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['in_review', 'published']), _negated=True), models.Q(('candidate__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='amendment_submitted_with_a_candidate')],
            },
        ),
        GuardTable("challenges_amendment", condition=GUARD, why="an amendment changes only while it is being written"),
    ]
